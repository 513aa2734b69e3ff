"""Further optimizers as NumPy, written from their papers and their authors'
published rules, in the style of ``../definitions_optimizers.py``: coroutines
that yield ``(params, extra)`` and are sent one :class:`Ctx` per step.  No code
was copied; formulas and, where it matters, their order were followed.
"""
from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from definitions_optimizers import (  # noqa: E402
    copy, ema, ema2, full, global_norm, tmap, torch_adam, torch_sgd, vdot, zeros)


# --------------------------------------------------------------------------
# learning-rate-free: distance estimates
# --------------------------------------------------------------------------
def ref_dadapt_adam(x, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decouple=False,
                    use_bias_correction=False, d0=1e-6, growth_rate=float("inf")):
    """Defazio & Mishchenko 2023, the Adam variant as the authors publish it.
    ``d`` grows by the ratio of <g, s/denominator> to the 1-norm of s.  The
    moments carry the step d*lr, so the update is m / (sqrt(v) + eps)."""
    m, v, s, x = zeros(x), zeros(x), zeros(x), copy(x)
    d, num, k, b3 = d0, 0.0, 0, np.sqrt(beta2)
    while True:
        c = yield x, {"d": float(d)}
        bc = np.sqrt(1 - beta2 ** (k + 1)) / (1 - beta1 ** (k + 1)) \
            if use_bias_correction else 1.0
        dlr = d * c.lr * bc
        g = c.g
        if weight_decay and not decouple:
            g = tmap(lambda a, p: a + weight_decay * p, g, x)
        ahead = vdot(g, tmap(lambda a, b: a / (np.sqrt(b) + eps), s, v))
        m = tmap(lambda a, b: beta1 * a + (1 - beta1) * dlr * b, m, g)
        v = ema2(v, g, beta2)
        s = tmap(lambda a, b: b3 * a + (1 - b3) * dlr * b, s, g)
        den = sum(np.sum(np.abs(a)) for a in s)
        if den == 0:
            continue
        num = b3 * num + (1 - b3) * dlr * ahead
        if c.lr > 0:
            d = max(d, min(num / ((1 - b3) * den), d * growth_rate))
        if weight_decay and decouple:
            x = tmap(lambda p: p - weight_decay * dlr * p, x)
        x = tmap(lambda p, a, b: p - a / (np.sqrt(b) + eps), x, m, v)
        k += 1


def optax_dadapt_adamw(x, beta1=0.9, beta2=0.999, eps=1e-8, estim_lr0=1e-6, weight_decay=0.0):
    """optax.contrib.dadapt_adamw: the same rule, bias-corrected and decoupled."""
    return ref_dadapt_adam(x, beta1, beta2, eps, weight_decay, decouple=True,
                           use_bias_correction=True, d0=estim_lr0)


# --------------------------------------------------------------------------
# coin betting
# --------------------------------------------------------------------------
def optax_cocob(x, alpha=100.0, eps=1e-8, weight_decay=0.0):
    """Orabona & Tommasi 2017, Algorithm 2 (COCOB-Backprop); eps is the first
    maximum L, lr multiplies the gradient before anything else."""
    x0, L, G, R, C = copy(x), full(x, eps), zeros(x), zeros(x), zeros(x)
    x = copy(x)
    while True:
        c = yield x, {}
        g = tmap(lambda a, p: c.lr * (a + weight_decay * p), c.g, x)
        L = tmap(lambda a, b: np.maximum(a, np.abs(b)), L, g)
        G = tmap(lambda a, b: a + np.abs(b), G, g)
        R = tmap(lambda a, b, p, o: np.maximum(a - b * (p - o), 0), R, g, x, x0)
        C = tmap(lambda a, b: a - b, C, g)
        x = tmap(lambda o, a, l, s, r: o + a / (l * np.maximum(s + l, alpha * l)) * (l + r),
                 x0, C, L, G, R)


# --------------------------------------------------------------------------
# MoMo: momentum models of the loss
# --------------------------------------------------------------------------
def _momo_step(loss, dot, gamma, norm2, rho, lr, wd, lb, floor, use_fstar, tiny):
    """Step size and the next estimate of the lower bound."""
    k = 1 + lr * wd
    if use_fstar and k * (loss - gamma) + dot < k * rho * lb:
        lb = max((k * (loss - gamma) + dot) / (2 * k * rho), floor)
    tau = 0.0 if norm2 <= tiny else min(
        lr / rho, max(k * (loss - rho * lb - gamma) + dot, 0.0) / norm2)
    if use_fstar:
        lb = max((loss + dot - gamma - tau * norm2 / 2) / rho, floor)
    return tau, lb


def ref_momo(x, beta=0.9, weight_decay=0.0, lb=0.0, bias_correction=False, use_fstar=False,
             prox=True, tiny=0.0):
    """Schaipp et al. 2024, MoMo (and MoMo* with ``use_fstar``), with the decay
    (x - tau*d) / (1 + lr*wd) of the paper; without ``prox`` that of Optax,
    x / (1 + lr*wd) - tau*d.  No step is taken where ||d||^2 <= tiny."""
    d, x, f, gamma, t, low = zeros(x), copy(x), 0.0, 0.0, 0, lb
    while True:
        c = yield x, {"lower_bound": float(low)}
        t += 1
        b = 0.0 if t == 1 and not bias_correction else beta
        f, gamma = b * f + (1 - b) * c.value, b * gamma + (1 - b) * vdot(c.g, x)
        d = ema(d, c.g, b)
        rho = 1 - beta ** t if bias_correction else 1.0
        tau, low = _momo_step(f, vdot(d, x), gamma, vdot(d, d), rho, c.lr, weight_decay,
                              low, lb, use_fstar, tiny)
        k = 1 + c.lr * weight_decay
        x = tmap(lambda p, a: (p - tau * a) / k if prox else p / k - tau * a, x, d)


def optax_momo(x, beta=0.9, lower_bound=0.0, weight_decay=0.0, adapt_lower_bound=False):
    return ref_momo(x, beta, weight_decay, lower_bound, use_fstar=adapt_lower_bound,
                    prox=False, tiny=np.finfo(float).eps)


def ref_momo_adam(x, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, lb=0.0, divide=True,
                  use_fstar=False, prox=True, tiny=0.0):
    """MoMo-Adam: the same model in the norm of Adam's preconditioner D.
    ``divide``: (x - tau*d/D) / (1 + lr*wd), else (1 - lr*wd)*x - tau*d/D."""
    d, v, x, f, gamma, t, low = zeros(x), zeros(x), copy(x), 0.0, 0.0, 0, lb
    while True:
        c = yield x, {"lower_bound": float(low)}
        t += 1
        f = beta1 * f + (1 - beta1) * c.value
        gamma = beta1 * gamma + (1 - beta1) * vdot(c.g, x)
        d, v = ema(d, c.g, beta1), ema2(v, c.g, beta2)
        u = tmap(lambda a, b: a / (np.sqrt(b / (1 - beta2 ** t)) + eps), d, v)
        tau, low = _momo_step(f, vdot(d, x), gamma, vdot(d, u), 1 - beta1 ** t, c.lr,
                              weight_decay, low, lb, use_fstar, tiny)
        k = c.lr * weight_decay
        if not divide:
            x = tmap(lambda p, a: (1 - k) * p - tau * a, x, u)
        elif prox:
            x = tmap(lambda p, a: (p - tau * a) / (1 + k), x, u)
        else:
            x = tmap(lambda p, a: p / (1 + k) - tau * a, x, u)


def optax_momo_adam(x, beta1=0.9, beta2=0.999, eps=1e-8, lower_bound=0.0, weight_decay=0.0,
                    adapt_lower_bound=False):
    return ref_momo_adam(x, beta1, beta2, eps, weight_decay, lower_bound,
                         use_fstar=adapt_lower_bound, prox=False, tiny=np.finfo(float).eps)


# --------------------------------------------------------------------------
# Mechanic
# --------------------------------------------------------------------------
def optax_mechanize(x, base="sgd", weight_decay=1e-2, eps=1e-8, s_init=1e-6, num_betas=6,
                    **base_hyper):
    """Cutkosky, Defazio & Mehta 2023, as contributed to Optax: n tuners with
    decay 1 - 0.1^i learn the scale of what the base optimizer has moved.
    ``base``: 'sgd' (torch_sgd) or 'adam' (torch_adam), run at the tuned point."""
    factory = {"sgd": torch_sgd, "adam": torch_adam}[base]
    inner = factory(x, **base_hyper)
    at, _ = next(inner)
    x0, x = copy(x), copy(x)
    r, m, v = np.zeros(num_betas, x[0].dtype), np.zeros(num_betas, x[0].dtype), \
        np.zeros(num_betas, x[0].dtype)
    s = np.full(num_betas, s_init, x[0].dtype)
    b = np.array([1 - x[0].dtype.type(1) / 10 ** (i + 1) for i in range(num_betas)], x[0].dtype)
    while True:
        c = yield x, {"scale": float(np.sum(s))}
        # the base optimizer keeps its state and is put where the tuner is
        at[:] = x
        at, _ = inner.send(c)
        u, scale = tmap(lambda a, p: a - p, at, x), np.sum(s)
        k = weight_decay * scale * global_norm(c.g) / (global_norm(x) + eps)
        moved = tmap(lambda o, p: (o - p) / (scale + eps), x0, x)
        h = vdot(tmap(lambda a, p: a + k * p, c.g, x), moved)
        r = b * r + np.clip(h, -m, m) * s
        m, v = np.maximum(b * m, np.abs(h) + eps), b * b * v + h * h
        s = (s_init / num_betas * m + np.maximum(r, 0)) / (np.sqrt(v) + eps)
        x = tmap(lambda o, a, e: o - np.sum(s) * (a - e), x0, moved, u)


# --------------------------------------------------------------------------
# two means
# --------------------------------------------------------------------------
def paper_ademamix(x, beta1=0.9, beta2=0.999, beta3=0.9999, alpha=5.0, eps=1e-8,
                   weight_decay=0.0, alpha_warmup=0, beta3_warmup=0):
    """Pagliardini et al. 2025, Algorithm 1, with the schedulers of the paper:
    alpha grows in a line, and so does the half-life of the slow mean."""
    m1, m2, v, t, x = zeros(x), zeros(x), zeros(x), 0, copy(x)
    while True:
        c = yield x, {}
        t += 1
        a = alpha * min(t / alpha_warmup, 1) if alpha_warmup else alpha
        b3 = beta3
        if t < beta3_warmup:
            s, l1, l3 = t / beta3_warmup, math.log(beta1), math.log(beta3)
            b3 = min(math.exp(l1 * l3 / ((1 - s) * l3 + s * l1)), beta3)
        m1, m2, v = ema(m1, c.g, beta1), ema(m2, c.g, b3), ema2(v, c.g, beta2)
        x = tmap(lambda p, q, r, n: p - c.lr * (
            (q / (1 - beta1 ** t) + a * r) / (np.sqrt(n / (1 - beta2 ** t)) + eps)
            + weight_decay * p), x, m1, m2, v)


# --------------------------------------------------------------------------
# Shampoo
# --------------------------------------------------------------------------
def symmetric_power(a, exponent):
    """Power of a symmetric matrix by Jacobi rotations, in the matrix's dtype
    (LAPACK has no long doubles)."""
    a, n = a.copy(), a.shape[0]
    vectors = np.eye(n, dtype=a.dtype)
    for _ in range(60):
        for i in range(n):
            for j in range(i + 1, n):
                if np.abs(a[i, j]) < 1e-200:
                    continue
                half = (a[j, j] - a[i, i]) / (2 * a[i, j])
                t = (1 if half >= 0 else -1) / (np.abs(half) + np.hypot(half, 1))
                turn = np.eye(n, dtype=a.dtype)
                turn[i, i] = turn[j, j] = 1 / np.sqrt(t * t + 1)
                turn[i, j] = t * turn[i, i]
                turn[j, i] = -turn[i, j]
                a = turn.T @ a @ turn
                a[i, j] = a[j, i] = 0
                vectors = vectors @ turn
    return (vectors * np.diag(a) ** exponent) @ vectors.T


def paper_shampoo(x, eps=1e-4, momentum=0.0, decay=None, update_interval=1, max_extent=None,
                  weight_decay=0.0):
    """Gupta, Koren & Singer 2018, Algorithm 2: for each axis a factor eps*I + sum
    of the products of the gradient's slices along it; G times the factors' powers
    -1/(2k).  ``decay``: running means instead of sums (eps added at the root);
    axes longer than ``max_extent`` have no factor; momentum averages."""
    axes = [[i for i, n in enumerate(p.shape) if max_extent is None or n <= max_extent]
            if p.ndim else [None] for p in x]
    H = [[np.zeros((1 if i is None else p.shape[i],) * 2, p.dtype) for i in a]
         for p, a in zip(x, axes)]
    roots, m, t, x = [None for _ in x], zeros(x), 0, copy(x)
    while True:
        c = yield x, {}
        u = []
        for k, g in enumerate(c.g):
            flat = [g.reshape(1, 1) if i is None else np.moveaxis(g, i, 0).reshape(g.shape[i], -1)
                    for i in axes[k]]
            H[k] = [h + f @ f.T if decay is None else decay * h + (1 - decay) * f @ f.T
                    for h, f in zip(H[k], flat)]
            if t % update_interval == 0:
                roots[k] = [symmetric_power(h + eps * np.eye(len(h), dtype=h.dtype),
                                            h.dtype.type(-0.5) / len(H[k])) for h in H[k]]
            for i, root in zip(axes[k], roots[k]):
                g = g * root[0, 0] if i is None else \
                    np.moveaxis(np.tensordot(root, g, axes=(1, i)), 0, i)
            u.append(g)
        t += 1
        m = ema(m, u, momentum) if momentum else u
        x = tmap(lambda p, a: p - c.lr * (a + weight_decay * p), x, m)
