"""Writes ``schedulers.json`` of this folder: the schedules of
``definitions_schedules.py`` in settings, and combinations of settings, that
``../schedulers.json`` does not have, in its schema.  Run it with Python 3; the
same input gives the same file.
"""
from __future__ import annotations

import json
from pathlib import Path

import definitions_schedules as schedules

STEPS = 121
HERE = Path(__file__).resolve().parent

# source, variant, settings, rate of the optimizer
CASES = [
    ("torch.MultiplicativeLR", "grows", dict(factors=[1 + 0.3 / (t + 2) for t in range(STEPS - 1)]), 0.0173),
    ("torch.StepLR", "default_gamma", dict(step_size=7), 0.31),
    ("torch.StepLR", "every_step", dict(step_size=1, gamma=1.013), 0.0021),
    ("torch.MultiStepLR", "default_gamma", dict(milestones=[1, 40, 41]), 0.87),
    ("torch.ConstantLR", "default", dict(), 0.29),
    ("torch.LinearLR", "default", dict(), 0.127),
    ("torch.LinearLR", "one_step", dict(start_factor=0.013, end_factor=0.7, total_iters=1), 0.127),
    ("torch.PolynomialLR", "default", dict(), 0.77),
    ("torch.PolynomialLR", "root", dict(total_iters=121, power=0.43), 0.053),
    ("torch.CosineAnnealingLR", "default_minimum", dict(T_max=17), 0.31),
    ("torch.CosineAnnealingWarmRestarts", "one_step_first", dict(T_0=1, T_mult=2, eta_min=0.0031), 0.31),
    ("torch.CyclicLR", "default_momentum", dict(base_lr=0.013, max_lr=0.21, step_size_up=9), 0.013),
    ("torch.CyclicLR", "one_step_down", dict(
        base_lr=0.0, max_lr=0.37, step_size_up=13, step_size_down=1, mode="exp_range", gamma=0.983), 0.0),
    ("torch.CyclicLR", "halved_gamma_unused", dict(
        base_lr=0.02, max_lr=0.01, step_size_up=1, step_size_down=6, mode="triangular2", gamma=0.5,
        base_momentum=0.33, max_momentum=0.99), 0.02),
    ("torch.CyclicLR", "no_momentum", dict(
        base_lr=0.02, max_lr=0.6, step_size_up=8, mode="exp_range", gamma=0.91, cycle_momentum=False), 0.02),
    ("torch.OneCycleLR", "default", dict(max_lr=0.43, total_steps=STEPS), 0.43),
    ("torch.OneCycleLR", "first_phase_of_no_step", dict(max_lr=0.43, total_steps=STEPS, pct_start=0.0), 0.43),
    ("torch.OneCycleLR", "two_phases_of_no_step", dict(
        max_lr=0.43, total_steps=STEPS, pct_start=0.003, three_phase=True, anneal_strategy="linear"), 0.43),
    ("torch.OneCycleLR", "way_down_cut_off", dict(
        max_lr=1.43, total_steps=STEPS, pct_start=0.71, three_phase=True, div_factor=3.0), 1.43),
    ("torch.OneCycleLR", "way_up_only", dict(
        max_lr=0.43, total_steps=STEPS + 1, pct_start=1.0, anneal_strategy="linear", final_div_factor=7.0), 0.43),
    ("torch.OneCycleLR", "longer_than_shown", dict(
        max_lr=0.43, total_steps=333, pct_start=0.21, three_phase=True, base_momentum=0.1, max_momentum=0.7), 0.43),
    ("torch.SWALR", "default", dict(swa_lr=0.31), 0.021),
    ("torch.SWALR", "at_once", dict(swa_lr=0.0, anneal_epochs=0, anneal_strategy="linear"), 0.21),
    ("torch.SequentialLR", "restarts_cycle_linear", dict(milestones=[31, 77], schedulers=[
        dict(kind="CosineAnnealingWarmRestarts", T_0=4, T_mult=3, eta_min=0.001),
        dict(kind="CyclicLR", base_lr=0.01, max_lr=0.2, step_size_up=5, mode="triangular2"),
        dict(kind="LinearLR", start_factor=0.9, end_factor=0.2, total_iters=20)]), 0.19),
    ("torch.SequentialLR", "goes_on", dict(milestones=[20, 50, 90], schedulers=[
        dict(kind="PolynomialLR", total_iters=40, power=1.3),
        dict(kind="MultiplicativeLR", factors=[0.99] * STEPS),
        dict(kind="MultiStepLR", milestones=[3, 9], gamma=0.6),
        dict(kind="SWALR", swa_lr=0.02, anneal_epochs=11)]), 0.33),
    ("torch.ChainedScheduler", "four", dict(schedulers=[
        dict(kind="LinearLR", start_factor=0.2, end_factor=1.1, total_iters=9),
        dict(kind="MultiStepLR", milestones=[30, 31, 80], gamma=0.5),
        dict(kind="PolynomialLR", total_iters=150, power=0.8),
        dict(kind="MultiplicativeLR", factors=[1.01] * STEPS)]), 0.46),
    ("optax.constant_schedule", "constant", dict(value=0.37), None),
    ("optax.linear_schedule", "rises", dict(init_value=0.0, end_value=0.93, transition_steps=61), None),
    ("optax.linear_schedule", "no_steps", dict(
        init_value=0.17, end_value=0.93, transition_steps=0, transition_begin=5), None),
    ("optax.polynomial_schedule", "rises", dict(
        init_value=0.003, end_value=0.71, power=0.6, transition_steps=50, transition_begin=50), None),
    ("optax.exponential_decay", "grows_in_stairs_bounded", dict(
        init_value=0.003, transition_steps=9, decay_rate=1.7, transition_begin=11, staircase=True,
        end_value=0.05), None),
    ("optax.exponential_decay", "unbounded_stairs", dict(
        init_value=0.7, transition_steps=9, decay_rate=0.6, staircase=True), None),
    ("optax.exponential_decay", "bound_above_the_first_value", dict(
        init_value=0.01, transition_steps=9, decay_rate=0.6, end_value=0.02), None),
    ("optax.exponential_decay", "no_decay", dict(init_value=0.7, transition_steps=9, decay_rate=0), None),
    ("optax.exponential_decay", "rate_one", dict(
        init_value=0.7, transition_steps=9, decay_rate=1.0, end_value=0.2), None),
    ("optax.cosine_decay_schedule", "default", dict(init_value=0.19, decay_steps=47), None),
    ("optax.cosine_decay_schedule", "rises", dict(init_value=0.19, decay_steps=1, alpha=2.5), None),
    ("optax.piecewise_constant_schedule", "none", dict(init_value=0.19), None),
    ("optax.piecewise_constant_schedule", "unordered", dict(
        init_value=0.19, boundaries_and_scales={"90": 0.3, "7": 2.0, "1": 0.5}), None),
    ("optax.piecewise_interpolate_schedule", "none", dict(interpolate_type="cosine", init_value=0.19), None),
    ("optax.piecewise_interpolate_schedule", "unordered", dict(
        interpolate_type="cosine", init_value=0.19, boundaries_and_scales={"110": 9.0, "7": 2.0, "8": 0.5}), None),
    ("optax.linear_onecycle_schedule", "default", dict(transition_steps=103, peak_value=0.39), None),
    ("optax.linear_onecycle_schedule", "ends_at_the_first_value", dict(
        transition_steps=103, peak_value=0.39, pct_start=0.59, pct_final=0.6, final_div_factor=1.0), None),
    ("optax.cosine_onecycle_schedule", "default", dict(transition_steps=103, peak_value=0.39), None),
    ("optax.warmup_constant_schedule", "no_warmup", dict(init_value=0.1, peak_value=0.3, warmup_steps=0), None),
    ("optax.warmup_cosine_decay_schedule", "default", dict(
        init_value=0.4, peak_value=0.3, warmup_steps=10, decay_steps=99), None),
    ("optax.polynomial_schedule", "power_zero", dict(init_value=0.2, end_value=0.1, power=0, transition_steps=9), None),
    ("optax.cosine_decay_schedule", "exponent_zero", dict(init_value=0.19, decay_steps=9, alpha=0.1, exponent=0), None),
    ("optax.linear_onecycle_schedule", "no_way_up", dict(transition_steps=50, peak_value=0.39, pct_start=0.0), None),
    ("optax.linear_onecycle_schedule", "two_joints_on_the_last_step", dict(
        transition_steps=50, peak_value=0.39, pct_final=1.0), None),
    ("optax.cosine_onecycle_schedule", "two_joints_on_the_last_step", dict(
        transition_steps=50, peak_value=0.39, pct_start=1.0, div_factor=7.0, final_div_factor=3.0), None),
    ("optax.warmup_cosine_decay_schedule", "peak_zero", dict(
        init_value=0.4, peak_value=0.0, warmup_steps=10, decay_steps=99, end_value=0.1), None),
    ("optax.warmup_exponential_decay_schedule", "bound_above_the_peak", dict(
        init_value=0.01, peak_value=0.3, warmup_steps=21, transition_steps=13, decay_rate=0.5, end_value=0.4), None),
    ("optax.sgdr_schedule", "powers", dict(cosine_kwargs=[
        dict(init_value=0.02, peak_value=0.5, warmup_steps=0, decay_steps=30, end_value=0.1, exponent=1.7),
        dict(init_value=0.1, peak_value=0.3, warmup_steps=29, decay_steps=30),
        dict(init_value=0.0, peak_value=0.2, warmup_steps=1, decay_steps=30, exponent=0.6)]), None),
    ("optax.join_schedules", "three", dict(boundaries=[30, 90], schedules=[
        dict(kind="linear_schedule", init_value=0.0, end_value=0.3, transition_steps=30),
        dict(kind="exponential_decay", init_value=0.4, transition_steps=10, decay_rate=0.8, transition_begin=5),
        dict(kind="cosine_onecycle_schedule", transition_steps=20, peak_value=0.1)]), None),
    ("formula.keras_polynomial", "grows_in_cycles", dict(
        lr=0.01, decay_steps=1, end_lr=0.3, power=0.5, cycle=True), None),
    ("formula.warmup_cosine", "no_warmup", dict(lr=0.3, warmup=0, total=50, min_lr=0.4), None),
    ("formula.inverse_sqrt", "one_step", dict(lr=0.3, warmup=1, init_lr=0.2), None),
    ("formula.noam", "one_step", dict(d_model=7, warmup=1, factor=0.3), None),
    ("formula.warmup_stable_decay", "decay_alone", dict(
        lr=0.3, warmup=0, stable=0, decay=200, min_lr=0.02, shape="1-sqrt"), None),
    ("formula.sutskever_momentum", "every_step", dict(mu_max=0.995, period=1), None),
]


def values(source, settings, base):
    """The columns of a case."""
    family, name = source.split(".")
    if name in ("CyclicLR", "OneCycleLR"):
        both = (schedules.cyclic if name == "CyclicLR" else schedules.one_cycle)(**settings)
        rates, momenta = zip(*[both(t) for t in range(STEPS)])
        return dict(lr=rates, momentum=momenta) if settings.get("cycle_momentum", True) else dict(lr=rates)
    make = getattr(schedules, f"{family}_{name}")
    if family != "torch":
        schedule = make(**settings)
        return dict(lr=[schedule(t) for t in range(STEPS)])
    step, rates = make(base, **settings), []
    for t in range(STEPS):
        rates.append(step(rates[-1] if rates else base, t))
    return dict(lr=rates)


def case(source, variant, settings, base):
    item = dict(id=f"{source}/{variant}", source=source, variant=variant, params=settings)
    if base is not None:
        item["base_lr"] = base
    return json.dumps(item | values(source, settings, base))


def main():
    meta = json.dumps(dict(what="further learning-rate schedules", dtype="float64", steps=STEPS))
    lines = ",\n".join(case(*row) for row in CASES)
    (HERE / "schedulers.json").write_text(f'{{"meta": {meta},\n"cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
