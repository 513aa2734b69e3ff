"""Writes ``schedulers.json`` of this folder: PyTorch's schedulers chained and
in sequence, as PyTorch 1.13 itself steps them.  Run it with Python 3 and
PyTorch 1.13; the same version gives the same file.

    python3 tests/Reference/stepped/generate.py

The rates are read from the optimizer before each of its steps; the schedulers
of a combination are constructed in the order of their list.
"""
from __future__ import annotations

import json
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import SWALR

STEPS = 61
BASE = 0.37
CONSTANT = dict(kind="ConstantLR", factor=0.31, total_iters=7)
LINEAR = dict(kind="LinearLR", start_factor=0.13, end_factor=0.9, total_iters=11)
STEP = dict(kind="StepLR", step_size=9, gamma=0.7)
MULTI_STEP = dict(kind="MultiStepLR", milestones=[0, 12, 30], gamma=0.6)
EXPONENTIAL = dict(kind="ExponentialLR", gamma=0.97)
POLYNOMIAL = dict(kind="PolynomialLR", total_iters=33, power=1.4)
FACTORS = dict(kind="MultiplicativeLR", factors=[1 - 0.2 / (t + 2) for t in range(STEPS)])
COSINE = dict(kind="CosineAnnealingLR", T_max=13)
COSINE_UP = dict(kind="CosineAnnealingLR", T_max=5, eta_min=0.02)
RESTARTS = dict(kind="CosineAnnealingWarmRestarts", T_0=6, T_mult=2, eta_min=0.01)
CYCLIC = dict(kind="CyclicLR", base_lr=0.02, max_lr=0.2, step_size_up=6, step_size_down=4, cycle_momentum=False)
ONE_CYCLE = dict(kind="OneCycleLR", max_lr=0.5, total_steps=STEPS, div_factor=8.0, cycle_momentum=False)
AVERAGING = dict(kind="SWALR", swa_lr=0.05, anneal_epochs=14)
AT_ONCE = dict(kind="SWALR", swa_lr=0.08, anneal_epochs=0, anneal_strategy="linear")
NONE = dict(kind="ConstantLR", factor=0.31, total_iters=0)

CHAINS = dict(
    products=[CONSTANT, LINEAR, STEP, MULTI_STEP, EXPONENTIAL, POLYNOMIAL, FACTORS],
    cosine_past_its_end=[COSINE, EXPONENTIAL],
    factors_then_cosine=[EXPONENTIAL, COSINE],
    cosine_with_minimum=[COSINE_UP, LINEAR],
    two_cosines=[COSINE_UP, COSINE],
    restarts_forget=[CONSTANT, RESTARTS],
    restarts_then_factors=[RESTARTS, STEP, EXPONENTIAL],
    cyclic_first=[CYCLIC, COSINE_UP],
    cyclic_last=[LINEAR, CYCLIC],
    cyclic_then_linear=[EXPONENTIAL, CYCLIC, LINEAR],
    one_cycle_first=[ONE_CYCLE, COSINE_UP],
    one_cycle_last=[COSINE, ONE_CYCLE],
    averaging=[EXPONENTIAL, AVERAGING],
    averaging_first=[AVERAGING, STEP],
    averaging_twice=[AVERAGING, AT_ONCE],
    no_constant_steps=[NONE, COSINE],
    a_sequence=[EXPONENTIAL, dict(kind="SequentialLR", schedulers=[LINEAR, COSINE_UP], milestones=[11])],
    a_chain=[dict(kind="ChainedScheduler", schedulers=[EXPONENTIAL, COSINE_UP]), STEP],
)
SEQUENCES = dict(
    cosine_past_its_end=([LINEAR, COSINE], [11]),
    averaging_last=([COSINE, AVERAGING], [17]),
    averaging_at_once=([EXPONENTIAL, AT_ONCE], [5]),
    averaging_first=([AVERAGING, STEP], [20]),
    averaging_twice=([AVERAGING, EXPONENTIAL, AT_ONCE], [8, 20]),
    goes_on_after_averaging=([AVERAGING, FACTORS], [6]),
    constant_at_a_milestone=([EXPONENTIAL, CONSTANT, NONE], [10, 30]),
    all_that_multiply=([CONSTANT, LINEAR, POLYNOMIAL, MULTI_STEP, STEP], [7, 18, 30, 45]),
    cyclic_first=([CYCLIC, EXPONENTIAL], [15]),
    cyclic_last=([EXPONENTIAL, CYCLIC], [15]),
    one_cycle_first=([ONE_CYCLE, COSINE_UP], [30]),
    one_cycle_last=([COSINE_UP, ONE_CYCLE], [20]),
    restarts_last=([LINEAR, RESTARTS], [11]),
    milestone_on_the_first_step=([CONSTANT, EXPONENTIAL], [0]),
    cosine_from_the_first_step=([LINEAR, COSINE_UP], [0]),
    one_milestone_twice=([CONSTANT, STEP, EXPONENTIAL], [9, 9]),
    a_sequence_first=([dict(kind="SequentialLR", schedulers=[LINEAR, STEP], milestones=[11]), COSINE], [25]),
    one_alone=([COSINE_UP], []),
)


def made(optimizer, settings):
    arguments = dict(settings)
    kind = arguments.pop("kind")
    if "schedulers" in arguments:
        parts = [made(optimizer, part) for part in arguments["schedulers"]]
        if kind == "ChainedScheduler":
            return lr_scheduler.ChainedScheduler(parts)
        return lr_scheduler.SequentialLR(optimizer, parts, arguments["milestones"])
    if kind == "MultiplicativeLR":
        return lr_scheduler.MultiplicativeLR(optimizer, lambda step: arguments["factors"][step - 1])
    return SWALR(optimizer, **arguments) if kind == "SWALR" else getattr(lr_scheduler, kind)(optimizer, **arguments)


def case(variant, settings):
    weight = torch.nn.Parameter(torch.zeros(1))
    weight.grad = torch.zeros(1)
    optimizer = torch.optim.SGD([weight], lr=BASE, momentum=0.9)
    scheduler = made(optimizer, settings)
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    source = "torch." + settings["kind"]
    params = {name: value for name, value in settings.items() if name != "kind"}
    return dict(id=f"{source}/{variant}", source=source, variant=variant, params=params, base_lr=BASE, lr=rates)


def main():
    warnings.simplefilter("ignore")
    cases = [case(name, dict(kind="ChainedScheduler", schedulers=parts)) for name, parts in CHAINS.items()]
    cases += [case(name, dict(kind="SequentialLR", schedulers=parts, milestones=milestones))
              for name, (parts, milestones) in SEQUENCES.items()]
    meta = json.dumps(dict(what="schedulers as PyTorch steps them", dtype="float64", torch=torch.__version__, steps=STEPS))
    lines = ",\n".join(json.dumps(item) for item in cases)
    (Path(__file__).resolve().parent / "schedulers.json").write_text(f'{{"meta": {meta},\n"cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
