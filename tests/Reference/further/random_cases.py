"""Writes an ``optimizers.json`` of random cases: every rule of
``../definitions_optimizers.py`` with random settings for every argument, on a
random problem of random shapes.

    python3 tests/Reference/further/random_cases.py SEED FOLDER
    dotnet run -c Release --project tests/ReferenceCheck -- FOLDER

The same seed gives the same file.  Cases that diverge, or whose own rounding
errors are beyond 1e-9, are left out.  NumPy only.
"""
from __future__ import annotations

import inspect
import json
import math
import random
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import definitions_optimizers as rules  # noqa: E402

STEPS, VARIANTS = 25, 3
SHAPES = [[3, 5], [7], [2, 3, 2], [4, 3], [1], [130, 2]]
TORCH = dict(sgd="SGD", adagrad="Adagrad", rmsprop="RMSprop", adam="Adam", adamw="AdamW", adamax="Adamax",
             nadam="NAdam", radam="RAdam", adadelta="Adadelta", asgd="ASGD", rprop="Rprop")
WRAPPERS = dict(lookahead="wrap.lookahead", sam="wrap.sam")
NOT_SETTINGS = {"x", "extra_mu", "decoupled", "fast_hyper"}
RATE_IS_A_SIZE = {"torch_rprop", "form_rprop_plus", "form_rprop_minus"}


class Draw:
    """Values of hyper-parameters, by their names; where rules differ, by rule and name."""

    def __init__(self, seed, f_min):
        self.random = random.Random(seed)
        uniform, power, choice = self.random.uniform, self.power, self.random.choice
        decay = lambda: choice([0.0, round(uniform(0.1, 0.99), 4)])
        positive_decay = lambda: round(uniform(0.1, 0.95), 3)
        second = lambda: round(uniform(0.5, 0.999), 4)
        factor = lambda: round(uniform(0.3, 3), 3)
        distance = lambda: power(-6, -1)
        self.by_name = dict(
            momentum=decay, mu=decay, beta1=decay, beta=decay, alpha=decay, rho=decay, decay=decay, decay_rate=decay,
            beta2=second, beta3=second, aux_beta1=second, aux_beta2=second, adam_b1=second, adam_b2=second,
            eps=lambda: power(-10, -2), eps_root=lambda: choice([0.0, power(-10, -2)]), aux_eps=lambda: 1e-9,
            weight_decay=lambda: choice([0.0, round(power(-4, -1), 6)]), lambd=lambda: round(power(-4, -1), 6),
            weight_decay_rate=lambda: choice([None, 0.01]), dampening=lambda: round(uniform(0, 0.9), 3),
            lr_decay=lambda: round(uniform(0, 0.5), 3), initial_scale=lambda: round(uniform(0, 1), 3),
            initial_accumulator_value=lambda: round(uniform(1e-6, 1), 5), momentum_decay=lambda: power(-4, -1),
            t0=lambda: choice([1e6, 5, 10]), etaminus=lambda: round(uniform(0.3, 0.9), 3),
            etaplus=lambda: round(uniform(1.05, 1.6), 3), step_min=lambda: power(-7, -3),
            step_max=lambda: choice([50.0, 0.5]), nu=lambda: round(uniform(0, 1), 3),
            betas=lambda: [round(uniform(0, 0.99), 3) for _ in range(choice([1, 2, 4]))],
            threshold=lambda: choice([5.0, round(uniform(4, 9), 2)]), trust_coefficient=lambda: power(-3, 0),
            diff_weight=lambda: choice([None, round(uniform(0, 1), 3)]), min_norm=lambda: power(-7, 0),
            min_dim_size_to_factor=lambda: choice([1, 2, 3, 128]), clipping_threshold=lambda: choice([None, 1.0, 0.3]),
            f_min=lambda: f_min - choice([0, 1.0]), max_learning_rate=lambda: round(power(-2, 1), 4),
            init_distance=distance, init_estim_sq_dist=distance, gamma=lambda: round(power(-2, 0), 4),
            clip_threshold=lambda: round(uniform(0.2, 2), 3), update_interval=lambda: choice([1, 2, 3, 10]),
            fast=lambda: choice(["sgd", "adam"]), sync_period=lambda: choice([1, 2, 5, 7]),
            slow_step_size=lambda: round(uniform(0.1, 1), 3), warmup_steps=lambda: choice([0, 1, 5, 30]),
            r=lambda: choice([0.0, 1.0, 0.5]), weight_lr_power=lambda: choice([2.0, 0.0, 1.0]),
            d0=lambda: power(-4, -1), d_coef=lambda: round(uniform(0.5, 2), 3),
            growth_rate=lambda: choice([math.inf, 1.5]), ns_steps=lambda: choice([1, 5, 6]),
            scale=lambda: choice(["original", "match_rms_adamw"]), consistent_rms=lambda: choice([None, 0.2]),
        )
        self.by_rule = {
            ("optax_optimistic_gd", "alpha"): factor, ("optax_optimistic_gd", "beta"): factor,
            ("optax_ademamix", "alpha"): factor, ("torch_asgd", "alpha"): lambda: round(uniform(0.5, 1), 3),
            ("sam", "rho"): lambda: round(uniform(0.01, 0.3), 3),
            ("optax_adafactor", "decay_rate"): lambda: round(uniform(0.5, 0.95), 3),
            ("optax_adafactor", "momentum"): lambda: choice([None, positive_decay()]),
            ("optax_rmsprop", "momentum"): lambda: choice([None, positive_decay()]),
            ("optax_sm3", "momentum"): positive_decay, ("optax_madgrad", "momentum"): positive_decay,
            ("ref_prodigy", "beta3"): lambda: choice([None, second()]),
        }

    def power(self, low, high):
        return 10 ** self.random.uniform(low, high)

    def setting(self, rule, name, default):
        if isinstance(default, bool):
            return self.random.random() < 0.5
        return self.by_rule.get((rule, name), self.by_name[name])()

    def rate(self, rule):
        one = lambda: round(self.power(-3, -1), 5)
        varies = rule not in RATE_IS_A_SIZE and self.random.random() < 0.3
        return [one() for _ in range(STEPS)] if varies else one()


class Problem:
    """A quadratic and random gradients over some tensors."""

    def __init__(self, seed):
        rng = np.random.default_rng(seed)
        self.shapes = [SHAPES[i] for i in rng.permutation(len(SHAPES))[: rng.integers(3, len(SHAPES) + 1)]]
        self.sizes = [int(np.prod(shape)) for shape in self.shapes]
        n = sum(self.sizes)
        self.x0, self.b = rng.normal(size=n), rng.normal(size=n)
        self.grads = rng.normal(size=(STEPS, n)) * (rng.random((STEPS, n)) > 0.05)
        basis, _ = np.linalg.qr(rng.normal(size=(n, n)))
        a = (basis * np.geomspace(1, 30, n)) @ basis.T
        self.a = (a + a.T) / 2
        self.f_min = float(-0.5 * self.b @ np.linalg.solve(self.a, self.b))

    def split(self, values, dtype):
        cuts = np.split(np.asarray(values, dtype=dtype), np.cumsum(self.sizes)[:-1])
        return [part.reshape(shape) for part, shape in zip(cuts, self.shapes)]

    def run(self, rule, settings, rate, kind, dtype):
        a, b = self.a.astype(dtype), self.b.astype(dtype)
        steps = rule(self.split(self.x0, dtype), **settings)
        params, _ = next(steps)
        trajectory, extras = [], []
        for t in range(STEPS):
            at = flat(params)
            gradient = lambda p, t=t: self.split(self.grads[t] if kind == "random" else a @ flat(p) - b, dtype)
            params, extra = steps.send(rules.Ctx(
                gradient(params), dtype(rate[t] if isinstance(rate, list) else rate), gradient,
                at @ (a @ at) / 2 - b @ at, self.split(np.diag(a), dtype)))
            trajectory.append(flat(params))
            extras.append({k: flat(v).tolist() if isinstance(v, list) else float(v) for k, v in extra.items()})
        return np.array(trajectory), extras

    def to_json(self):
        return dict(shapes=self.shapes, sizes=self.sizes, x0=self.x0.tolist(), random_grads=self.grads.tolist(),
                    A=self.a.tolist(), b=self.b.tolist(), f_min=self.f_min, hess_diag=np.diag(self.a).tolist())


def flat(tensors):
    return np.concatenate([np.asarray(tensor).ravel() for tensor in tensors])


def source_of(name):
    kind, _, rest = name.partition("_")
    return WRAPPERS.get(name) or (f"torch.{TORCH[rest]}" if kind == "torch" else f"{kind}.{rest}")


def arguments(name, rule):
    signature = inspect.signature(rules.torch_adam if name == "torch_adamw" else rule)
    return {k: p.default for k, p in signature.parameters.items() if k not in NOT_SETTINGS and p.kind != p.VAR_KEYWORD}


def repaired(name, settings):
    """What the rules themselves ask of combinations."""
    if name == "torch_sgd" and settings["nesterov"]:
        settings |= dict(momentum=settings["momentum"] or 0.5, dampening=0)
    if name == "lookahead":
        settings |= dict(momentum=0.5) if settings["fast"] == "sgd" else dict(beta1=0.8, beta2=0.97)
    if name == "optax_rmsprop" and settings["centered"]:
        settings["eps"] = max(settings["eps"], 1e-4)
    return settings


def written(source, settings):
    """Settings as the file has them: PyTorch's pairs, infinity as text."""
    named = {k: "Infinity" if v == math.inf else v for k, v in settings.items()}
    if source.startswith("torch."):
        for pair, (first, second) in dict(betas=("beta1", "beta2"), etas=("etaminus", "etaplus"),
                                          step_sizes=("step_min", "step_max")).items():
            if first in named:
                named[pair] = [named.pop(first), named.pop(second)]
    return named


def cases(problem, draw):
    wanted = [n for n, f in vars(rules).items() if inspect.isgeneratorfunction(f) and not n.startswith("_")]
    for name in wanted + ["torch_adamw", "ref_adan", "optax_sm3", "paper_sm3_i"]:
        rule, source = getattr(rules, name), source_of(name)
        for variant in range(VARIANTS):
            settings = repaired(name, {k: draw.setting(name, k, d) for k, d in arguments(name, rule).items()})
            rate = draw.rate(name)
            needs_function = name in ("optax_polyak_sgd", "sam")
            for kind in ("quadratic",) if needs_function else ("random", "quadratic"):
                with np.errstate(all="ignore"):
                    trajectory, extras = problem.run(rule, settings, rate, kind, np.float64)
                    exact, _ = problem.run(rule, settings, rate, kind, np.longdouble)
                if not np.isfinite(trajectory).all() or np.abs(trajectory).max() > 1e6:
                    continue
                rounding = float(np.max(np.abs(trajectory - exact) / np.maximum(1, np.abs(exact))))
                if rounding > 1e-9:
                    continue
                case = dict(id=f"{source}/{variant}/{kind}", source=source, variant=str(variant), grad=kind, lr=rate,
                            hyper=written(source, settings), rounding=rounding, trajectory=trajectory.tolist())
                if extras[0]:
                    case["extra"] = {k: [extra[k] for extra in extras] for k in extras[0]}
                yield case


def main(seed, folder):
    problem = Problem(seed)
    found = list(cases(problem, Draw(seed, problem.f_min)))
    folder.mkdir(parents=True, exist_ok=True)
    content = dict(meta=dict(what="random cases", seed=seed, steps=STEPS), problem=problem.to_json(), cases=found)
    (folder / "optimizers.json").write_text(json.dumps(content))
    print(f"{len(found)} cases")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
