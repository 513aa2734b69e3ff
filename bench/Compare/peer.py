"""The other side of `compare`: reads one request a line, answers one line.

    run CASE COUNT   ->  "ok SECONDS_PER_RUN" or "missing REASON"
    about            ->  one line about versions and the BLAS in use
"""
import sys
import time


def product(m, k, n):
    import numpy as np

    rng = np.random.default_rng(1)
    a = rng.random((m, k), dtype=np.float32)
    b = rng.random((k, n), dtype=np.float32)
    c = np.empty((m, n), dtype=np.float32)
    return lambda: np.dot(a, b, out=c)


def torch_with_one_thread():
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    return torch


def training_step(inputs, hidden, outputs, batch):
    torch = torch_with_one_thread()
    model = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs))
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, foreach=FOREACH)
    x = torch.rand(batch, inputs)
    y = torch.randint(0, outputs, (batch,))

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        optimizer.step()

    return step


def optimizer_step(name, count):
    torch = torch_with_one_thread()
    parameter = torch.nn.Parameter(torch.rand(count))
    parameter.grad = torch.rand(count) - 0.5
    kind, _, flag = name.partition("+")
    options = {flag: 0.9 if flag == "momentum" else True} if flag else {}
    return getattr(torch.optim, kind)([parameter], lr=LEARNING_RATE, foreach=FOREACH, **options).step


def prediction(inputs, hidden, outputs, batch):
    torch = torch_with_one_thread()
    model = torch.nn.Sequential(torch.nn.Linear(inputs, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, outputs))
    x = torch.rand(batch, inputs)

    def predict():
        with torch.inference_mode():
            return model(x)

    return predict


# So small that the gradients of one batch do not become denormal numbers; the same on both sides.
LEARNING_RATE = 1e-7
MAKERS = {"product": product, "train": training_step, "optimizer": optimizer_step, "predict": prediction}
FOREACH = "--foreach" in sys.argv
made = {}


def case(name):
    if name not in made:
        kind, *arguments = name.split("-")
        made[name] = MAKERS[kind](*(int(a) if a.isdigit() else a for a in arguments))
    return made[name]


def run(name, count):
    action = case(name)
    start = time.perf_counter()
    for _ in range(count):
        action()
    return (time.perf_counter() - start) / count


def about():
    parts = ["Python " + sys.version.split()[0]]
    for module in ("numpy", "torch"):
        try:
            parts.append(module + " " + __import__(module).__version__)
        except ImportError:
            parts.append(module + " missing")
    try:
        with open("/proc/self/maps") as maps:
            libraries = {line.split()[-1] for line in maps if "blas" in line or "mkl_rt" in line}
        parts.append("BLAS " + (", ".join(sorted(libraries)) or "built in"))
    except OSError:
        parts.append("BLAS unknown")
    return "; ".join(parts)


for line in sys.stdin:
    request = line.split()
    try:
        answer = about() if request[0] == "about" else "%r" % run(request[1], int(request[2]))
        print("ok " + answer, flush=True)
    except ImportError as error:
        print("missing " + str(error), flush=True)
    except Exception as error:
        print("failed %s: %s" % (type(error).__name__, error), flush=True)
