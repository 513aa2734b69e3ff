"""Writes ``optimizers.json`` of this folder: the rules of
``definitions_further.py`` on the problem of ``../optimizers.json``, in its
schema.  Run it with Python 3 and NumPy; the same input gives the same file.
"""
from __future__ import annotations

import json
import math
import platform
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import definitions_further as further  # noqa: E402
import definitions_optimizers as first  # noqa: E402
from definitions_optimizers import Ctx  # noqa: E402

ROOT = json.loads((HERE.parent / "optimizers.json").read_text())
PROBLEM = ROOT["problem"]
STEPS = ROOT["meta"]["steps"]
BOTH, QUADRATIC = ("random", "quadratic"), ("quadratic",)
WARM = [min(1.0, (t + 1) / 5) * (0.5 + 0.5 * math.cos(math.pi * t / STEPS)) for t in range(STEPS)]

# source, variant, gradients, learning rate(s), hyper-parameters
CASES = [
    ("ref.dadapt_adam", "default", BOTH, 1.0, {}),
    ("ref.dadapt_adam", "larger_d0", BOTH, 1.0, dict(d0=1e-3, beta1=0.8, beta2=0.97)),
    ("ref.dadapt_adam", "bias_correction_decoupled", BOTH, 0.7, dict(
        d0=1e-4, weight_decay=0.037, decouple=True, use_bias_correction=True)),
    ("ref.dadapt_adam", "coupled_growth_rate", BOTH, 1.0, dict(
        d0=2e-3, weight_decay=0.051, growth_rate=1.31, eps=1e-6)),
    ("ref.dadapt_adam", "lr_schedule", BOTH, WARM, dict(d0=5e-4, beta2=0.99, decouple=True,
                                                        weight_decay=0.01)),
    ("optax.dadapt_adamw", "default", BOTH, 1.0, {}),
    ("optax.dadapt_adamw", "decay", BOTH, 0.63, dict(beta1=0.85, beta2=0.98, estim_lr0=1e-3,
                                                     weight_decay=0.021)),
    ("optax.cocob", "default", BOTH, 1.0, {}),
    ("optax.cocob", "alpha", BOTH, 0.43, dict(alpha=11.5, eps=1e-3)),
    ("optax.cocob", "decay_lr_schedule", BOTH, WARM, dict(alpha=37.0, weight_decay=0.062)),
    ("ref.momo", "default", QUADRATIC, 1.0, dict(lb=PROBLEM["f_min"])),
    ("ref.momo", "capped", QUADRATIC, 0.031, dict(lb=PROBLEM["f_min"], beta=0.73)),
    ("ref.momo", "bias_correction_decay", QUADRATIC, 0.27, dict(
        lb=-20.0, bias_correction=True, weight_decay=0.043)),
    ("ref.momo", "estimated_bound", QUADRATIC, 0.35, dict(lb=-40.0, use_fstar=True)),
    ("ref.momo", "estimated_bound_corrected", QUADRATIC, WARM, dict(
        lb=-100.0, use_fstar=True, bias_correction=True, weight_decay=0.02, beta=0.6)),
    ("ref.momo", "bound_too_high", QUADRATIC, 0.5, dict(lb=2.0)),
    ("optax.momo", "default", QUADRATIC, 1.0, dict(lower_bound=PROBLEM["f_min"])),
    ("optax.momo", "decay_estimated_bound", QUADRATIC, 0.4, dict(
        lower_bound=-31.0, weight_decay=0.057, adapt_lower_bound=True, beta=0.8)),
    ("ref.momo_adam", "default", QUADRATIC, 1e-2, dict(lb=PROBLEM["f_min"])),
    ("ref.momo_adam", "polyak", QUADRATIC, 2.0, dict(lb=PROBLEM["f_min"], beta2=0.95, eps=1e-4)),
    ("ref.momo_adam", "decay", QUADRATIC, 0.6, dict(lb=-17.5, weight_decay=0.034, beta1=0.7)),
    ("ref.momo_adam", "decay_not_divided", QUADRATIC, 0.6, dict(
        lb=-17.5, weight_decay=0.034, divide=False)),
    ("ref.momo_adam", "estimated_bound", QUADRATIC, WARM, dict(
        lb=-60.0, use_fstar=True, weight_decay=0.015)),
    ("optax.momo_adam", "default", QUADRATIC, 1e-2, {}),
    ("optax.momo_adam", "decay_estimated_bound", QUADRATIC, 0.5, dict(
        beta1=0.8, beta2=0.97, lower_bound=-55.0, weight_decay=0.045, adapt_lower_bound=True)),
    ("optax.mechanize", "sgd", BOTH, 1.0, dict(base="sgd")),
    ("optax.mechanize", "sgd_momentum", BOTH, 0.3, dict(
        base="sgd", momentum=0.9, s_init=1e-3, weight_decay=0.0)),
    ("optax.mechanize", "adam", BOTH, 1.0, dict(base="adam", s_init=1e-2)),
    ("optax.mechanize", "adam_three_betas", BOTH, WARM, dict(
        base="adam", beta1=0.8, s_init=5e-2, num_betas=3, weight_decay=0.1, eps=1e-6)),
    ("paper.ademamix", "warm_ups", BOTH, 0.021, dict(
        beta3=0.997, alpha=7.5, weight_decay=0.04, alpha_warmup=17, beta3_warmup=21)),
    # rules of ../definitions_optimizers.py with settings that ../optimizers.json does not have
    ("optax.radam", "threshold_eps_root", BOTH, 0.034, dict(
        beta2=0.97, threshold=7.3, eps_root=2.1e-3, nesterov=True)),
    ("optax.amsgrad", "mean_corrected", BOTH, 0.027, dict(bias_correction_nu=False)),
    ("optax.amsgrad", "squares_corrected", BOTH, 0.043, dict(
        bias_correction_mu=False, eps_root=1.3e-3, beta2=0.9)),
    ("torch.ASGD", "averaged_early", BOTH, WARM, dict(
        lambd=0.12, alpha=0.6, t0=4.0, weight_decay=0.023)),
    ("torch.Rprop", "narrow_sizes", BOTH, 0.011, dict(
        etaminus=0.37, etaplus=1.61, step_min=0.02, step_max=0.13)),
    ("form.rprop_plus", "narrow_sizes", BOTH, 0.011, dict(
        etaminus=0.37, etaplus=1.61, step_min=0.02, step_max=0.13)),
    ("form.rprop_minus", "narrow_sizes", BOTH, 0.011, dict(
        etaminus=0.37, etaplus=1.61, step_min=0.02, step_max=0.13)),
    ("form.aggmo", "four_betas", BOTH, 0.017, dict(betas=(0.3, 0.62, 0.85, 0.97))),
    ("optax.adan", "weight_of_its_own_proximal", BOTH, 0.031, dict(
        diff_weight=0.33, proximal=True, weight_decay=0.052)),
    ("ref.schedule_free_sgd", "without_momentum", BOTH, WARM, dict(
        momentum=0.0, weight_lr_power=0.7, r=1.4, weight_decay=0.031)),
    ("optax.sophia", "every_step", BOTH, 0.06, dict(
        update_interval=1, gamma=0.21, clip_threshold=0.73, weight_decay=0.02)),
    ("paper.shampoo", "default", BOTH, 0.1, {}),
    ("paper.shampoo", "momentum_decay", BOTH, 0.23, dict(momentum=0.84, weight_decay=0.031,
                                                         eps=1e-2)),
    ("paper.shampoo", "running_means", BOTH, 0.05, dict(decay=0.93, eps=0.1, update_interval=4)),
    ("paper.shampoo", "short_axes", BOTH, 0.15, dict(max_extent=2, update_interval=3)),
]


def split(flat, dtype):
    parts, start = [], 0
    for shape, size in zip(PROBLEM["shapes"], PROBLEM["sizes"]):
        parts.append(np.array(flat[start:start + size], dtype).reshape(shape))
        start += size
    return parts


def join(parts):
    return np.concatenate([np.asarray(p).ravel() for p in parts])


def run(function, kind, rates, hyper, dtype):
    """Trajectory and extras after each step, in one element type."""
    A, b = np.array(PROBLEM["A"], dtype), np.array(PROBLEM["b"], dtype)
    diagonal = split(PROBLEM["hess_diag"], dtype)

    def gradient(parts):
        return split(A @ join(parts) - b, dtype)

    rule = function(split(PROBLEM["x0"], dtype), **hyper)
    point, _ = next(rule)
    trajectory, extras = [], {}
    for t in range(STEPS):
        flat = join(point)
        if kind == "random":
            context = Ctx(split(PROBLEM["random_grads"][t], dtype), dtype(rates[t]),
                          hess_diag=diagonal)
        else:
            context = Ctx(gradient(point), dtype(rates[t]), gradient,
                          flat @ A @ flat / 2 - b @ flat, diagonal)
        point, extra = rule.send(context)
        trajectory.append(join(point))
        for name, value in extra.items():
            extras.setdefault(name, []).append(join(value) if isinstance(value, list) else value)
    return np.array(trajectory), extras


def number(value):
    value = float(value)
    return value if math.isfinite(value) else \
        "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, str, int)) else number(value)


def defaults(function, hyper):
    """All hyper-parameters, the defaults included, in the order of the definition."""
    code = function.__code__
    names = code.co_varnames[1:code.co_argcount]
    return {**dict(zip(names, function.__defaults__)), **hyper}


def case(source, variant, kind, rate, hyper):
    name = source.replace(".", "_").lower()
    function = getattr(further, name, None) or getattr(first, name)
    rates = rate if isinstance(rate, list) else [rate] * STEPS
    hyper = defaults(function, hyper)
    trajectory, extras = run(function, kind, rates, hyper, np.float64)
    precise, _ = run(function, kind, rates, hyper, np.longdouble)
    rounding = np.max(np.abs(trajectory - precise) / np.maximum(1, np.abs(precise)))
    result = dict(id=f"{source}/{variant}/{kind}", source=source, variant=variant, grad=kind,
                  lr=plain(rate), hyper={k: plain(v) for k, v in hyper.items()},
                  rounding=number(rounding), trajectory=plain(trajectory))
    if extras:
        result["extra"] = {name: plain(values) for name, values in extras.items()}
    return result


def lines(items):
    return ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)


def main():
    meta = dict(what="trajectories of further optimizers", dtype="float64", layout="row-major",
                python=platform.python_version(), numpy=np.__version__, steps=STEPS,
                deviation=ROOT["meta"]["deviation"])
    cases = [case(source, variant, kind, rate, hyper)
             for source, variant, kinds, rate, hyper in CASES for kind in kinds]
    (HERE / "optimizers.json").write_text(
        '{\n"meta":%s,\n"problem":%s,\n"cases":[\n%s\n]\n}\n'
        % (lines([meta]), lines([PROBLEM]), lines(cases)))
    for item in cases:
        last = [x for x in item["trajectory"][-1]]
        print(f"{item['id']:50} rounding {item['rounding']:.1e}  last {last[0]}")


if __name__ == "__main__":
    main()
