"""Learning-rate schedules in plain Python, one function each.

``torch_*`` steps as PyTorch's schedulers do: it takes the settings and the
optimizer's rate, and returns a function (rate of the step before, step) ->
rate.  ``optax_*`` and ``formula_*`` return the rate at a step.  The arguments
are those of the scheduler, or the names in ``../README.md``.
"""
from __future__ import annotations

import math


# ---- PyTorch: each step from the one before --------------------------------

def torch_MultiplicativeLR(base, factors):
    # Knows no rate of its own: in a sequence it goes on with that of the scheduler before.
    return lambda before, t: before if t == 0 else before * factors[t - 1]


def torch_StepLR(base, step_size, gamma=0.1):
    return lambda before, t: base if t == 0 else before * (gamma if t % step_size == 0 else 1)


def torch_MultiStepLR(base, milestones, gamma=0.1):
    return lambda before, t: base if t == 0 else before * gamma ** milestones.count(t)


def torch_ConstantLR(base, factor=1 / 3, total_iters=5):
    return lambda before, t: base * factor if t == 0 else before / factor if t == total_iters else before


def torch_LinearLR(base, start_factor=1 / 3, end_factor=1.0, total_iters=5):
    slope = end_factor - start_factor

    def rate(before, t):
        if t == 0:
            return base * start_factor
        return before if t > total_iters else before * (1 + slope / (total_iters * start_factor + (t - 1) * slope))
    return rate


def torch_ExponentialLR(base, gamma):
    return lambda before, t: base if t == 0 else before * gamma


def torch_PolynomialLR(base, total_iters=5, power=1.0):
    def rate(before, t):
        if t == 0 or t > total_iters:
            return base if t == 0 else before
        return before * ((1 - t / total_iters) / (1 - (t - 1) / total_iters)) ** power
    return rate


def torch_CosineAnnealingLR(base, T_max, eta_min=0.0):
    def rate(before, t):
        if t == 0:
            return base
        if (t - 1 - T_max) % (2 * T_max) == 0:
            return before + (base - eta_min) * (1 - math.cos(math.pi / T_max)) / 2
        ratio = (1 + math.cos(math.pi * t / T_max)) / (1 + math.cos(math.pi * (t - 1) / T_max))
        return ratio * (before - eta_min) + eta_min
    return rate


def torch_CosineAnnealingWarmRestarts(base, T_0, T_mult=1, eta_min=0.0):
    def rate(_, t):
        length = T_0
        while t >= length:
            t, length = t - length, length * T_mult
        return eta_min + (base - eta_min) * (1 + math.cos(math.pi * t / length)) / 2
    return rate


def torch_SWALR(base, swa_lr, anneal_epochs=10, anneal_strategy="cos"):
    def share(t):
        return (1 - math.cos(math.pi * t)) / 2 if anneal_strategy == "cos" else t

    def rate(before, t):
        step = max(1, t) if anneal_epochs == 0 else t
        was = share(max(0, min(1, (step - 1) / max(1, anneal_epochs))))
        now = share(max(0, min(1, step / max(1, anneal_epochs))))
        before = base if t == 0 else before
        initial = swa_lr if was == 1 else (before - was * swa_lr) / (1 - was)
        return swa_lr * now + initial * (1 - now)
    return rate


def cyclic(base_lr, max_lr, step_size_up=2000, step_size_down=None, mode="triangular", gamma=1.0,
           cycle_momentum=True, base_momentum=0.8, max_momentum=0.9):
    """The rate and the momentum at a step."""
    total = step_size_up + (step_size_down or step_size_up)

    def both(t):
        cycle = math.floor(1 + t / total)
        x = 1 + t / total - cycle
        ratio = step_size_up / total
        height = x / ratio if x <= ratio else (x - 1) / (ratio - 1)
        height *= {"triangular": 1, "triangular2": 0.5 ** (cycle - 1), "exp_range": gamma ** t}[mode]
        return base_lr + (max_lr - base_lr) * height, max_momentum - (max_momentum - base_momentum) * height
    return both


def one_cycle(max_lr, total_steps, pct_start=0.3, anneal_strategy="cos", cycle_momentum=True, base_momentum=0.85,
              max_momentum=0.95, div_factor=25.0, final_div_factor=1e4, three_phase=False):
    """The rate and the momentum at a step."""
    initial = max_lr / div_factor
    last = initial / final_div_factor
    up = pct_start * total_steps - 1
    phases = [(up, (initial, max_lr), (max_momentum, base_momentum))]
    if three_phase:
        phases += [(2 * pct_start * total_steps - 2, (max_lr, initial), (base_momentum, max_momentum)),
                   (total_steps - 1, (initial, last), (max_momentum, max_momentum))]
    else:
        phases += [(total_steps - 1, (max_lr, last), (base_momentum, max_momentum))]

    def anneal(ends, share):
        start, end = ends
        if anneal_strategy == "cos":
            return end + (start - end) / 2 * (1 + math.cos(math.pi * share))
        return start + (end - start) * share

    def both(t):
        start = 0
        for end, rates, momenta in phases:
            if t <= end or end == phases[-1][0]:
                share = (t - start) / (end - start)
                return anneal(rates, share), anneal(momenta, share)
            start = end
    return both


def torch_CyclicLR(base, **settings):
    both = cyclic(**settings)
    return lambda _, t: both(t)[0]


def torch_OneCycleLR(base, **settings):
    both = one_cycle(**settings)
    return lambda _, t: both(t)[0]


def torch(kind):
    return globals()["torch_" + kind]


def torch_SequentialLR(base, schedulers, milestones):
    parts = [torch(s["kind"])(base, **{k: v for k, v in s.items() if k != "kind"}) for s in schedulers]

    def rate(before, t):
        index = sum(milestone <= t for milestone in milestones)
        own = t - (milestones[index - 1] if index else 0)
        # SWALR counts the calls, and its construction was the first.
        return parts[index](before, own + (index > 0 and schedulers[index]["kind"] == "SWALR"))
    return rate


def torch_ChainedScheduler(base, schedulers):
    """Each scheduler multiplies the rate by the ratio of two of its own."""
    parts = [torch(s["kind"])(1.0, **{k: v for k, v in s.items() if k != "kind"}) for s in schedulers]
    own = [1.0] * len(parts)

    def rate(_, t):
        own[:] = [part(before, t) for part, before in zip(parts, own)]
        return base * math.prod(own)
    return rate


# ---- Optax -----------------------------------------------------------------

def optax_constant_schedule(value):
    return lambda t: value


def optax_polynomial_schedule(init_value, end_value, power, transition_steps, transition_begin=0):
    if transition_steps <= 0:
        return lambda t: init_value
    transition_begin = max(0, transition_begin)

    def rate(t):
        share = 1 - min(max(t - transition_begin, 0), transition_steps) / transition_steps
        return (init_value - end_value) * share ** power + end_value
    return rate


def optax_linear_schedule(init_value, end_value, transition_steps, transition_begin=0):
    return optax_polynomial_schedule(init_value, end_value, 1, transition_steps, transition_begin)


def optax_exponential_decay(init_value, transition_steps, decay_rate, transition_begin=0, staircase=False,
                            end_value=None):
    if transition_steps <= 0 or decay_rate == 0:
        return lambda t: init_value
    transition_begin = max(0, transition_begin)

    def rate(t):
        exponent = (t - transition_begin) / transition_steps
        value = init_value * decay_rate ** (math.floor(exponent) if staircase else exponent)
        value = init_value if t <= transition_begin else value
        return value if end_value is None else (max if decay_rate < 1 else min)(value, end_value)
    return rate


def optax_cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0):
    def rate(t):
        wave = 0.5 * (1 + math.cos(math.pi * min(t, decay_steps) / decay_steps))
        return init_value * ((1 - alpha) * wave ** exponent + alpha)
    return rate


def optax_piecewise_constant_schedule(init_value, boundaries_and_scales=None):
    scales = {int(step): scale for step, scale in (boundaries_and_scales or {}).items()}
    return lambda t: init_value * math.prod(scale for step, scale in scales.items() if t >= step)


def optax_piecewise_interpolate_schedule(interpolate_type, init_value, boundaries_and_scales=None):
    points = [(0, init_value)]
    for step, scale in sorted((int(step), scale) for step, scale in (boundaries_and_scales or {}).items()):
        points.append((step, points[-1][1] * scale))

    def rate(t):
        for (start, first), (end, last) in zip(points, points[1:]):
            if start <= t < end:
                share = (t - start) / (end - start)
                if interpolate_type == "linear":
                    return (last - first) * share + first
                return last + (first - last) / 2 * (math.cos(math.pi * share) + 1)
        return points[-1][1]
    return rate


def optax_linear_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, pct_final=0.85, div_factor=25.0,
                                   final_div_factor=1e4):
    return optax_piecewise_interpolate_schedule("linear", peak_value / div_factor, {
        int(pct_start * transition_steps): div_factor, int(pct_final * transition_steps): 1 / div_factor,
        transition_steps: 1 / final_div_factor})


def optax_cosine_onecycle_schedule(transition_steps, peak_value, pct_start=0.3, div_factor=25.0,
                                   final_div_factor=1e4):
    return optax_piecewise_interpolate_schedule("cosine", peak_value / div_factor, {
        int(pct_start * transition_steps): div_factor,
        transition_steps: 1 / (div_factor * final_div_factor)})


def join(schedules, boundaries):
    def rate(t):
        index = sum(boundary <= t for boundary in boundaries)
        return schedules[index](t - (boundaries[index - 1] if index else 0))
    return rate


def optax_join_schedules(schedules, boundaries):
    return join([globals()["optax_" + s["kind"]](**{k: v for k, v in s.items() if k != "kind"})
                 for s in schedules], boundaries)


def optax_warmup_constant_schedule(init_value, peak_value, warmup_steps):
    return optax_linear_schedule(init_value, peak_value, warmup_steps)


def optax_warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0,
                                       exponent=1.0):
    return join([optax_linear_schedule(init_value, peak_value, warmup_steps),
                 optax_cosine_decay_schedule(peak_value, decay_steps - warmup_steps,
                                             end_value / peak_value if peak_value else 0, exponent)], [warmup_steps])


def optax_warmup_exponential_decay_schedule(init_value, peak_value, warmup_steps, **decay):
    return join([optax_linear_schedule(init_value, peak_value, warmup_steps),
                 optax_exponential_decay(peak_value, **decay)], [warmup_steps])


def optax_sgdr_schedule(cosine_kwargs):
    ends = [sum(cycle["decay_steps"] for cycle in cosine_kwargs[:i + 1]) for i in range(len(cosine_kwargs))]
    return join([optax_warmup_cosine_decay_schedule(**cycle) for cycle in cosine_kwargs], ends[:-1])


# ---- Formulas --------------------------------------------------------------

def formula_keras_polynomial(lr, decay_steps, end_lr, power, cycle):
    def rate(t):
        length = decay_steps * max(1, math.ceil(t / decay_steps)) if cycle else decay_steps
        return (lr - end_lr) * (1 - min(t, length) / length) ** power + end_lr
    return rate


def formula_warmup_cosine(lr, warmup, total, min_lr=0.0):
    def rate(t):
        share = min(1, (t - warmup) / (total - warmup))
        return lr * (t + 1) / warmup if t < warmup else min_lr + (lr - min_lr) / 2 * (1 + math.cos(math.pi * share))
    return rate


def formula_inverse_sqrt(lr, warmup, init_lr):
    return lambda t: init_lr + (lr - init_lr) * t / warmup if t < warmup else lr * math.sqrt(warmup / t)


def formula_noam(d_model, warmup, factor=1.0):
    return lambda t: factor * d_model ** -0.5 * min((t + 1) ** -0.5, (t + 1) * warmup ** -1.5)


def formula_warmup_stable_decay(lr, warmup, stable, decay, min_lr=0.0, shape="linear"):
    def rate(t):
        share = min(1, (t - warmup - stable) / decay)
        if t < warmup + stable:
            return lr * (t + 1) / warmup if t < warmup else lr
        return min_lr + (lr - min_lr) * (1 - share if shape == "linear" else 1 - math.sqrt(share))
    return rate


def formula_sutskever_momentum(mu_max, period):
    return lambda t: min(1 - 2 ** (-1 - math.log2(t // period + 1)), mu_max)
