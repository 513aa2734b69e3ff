"""Minimax polynomials of VectorMath, by Remez exchange in 60-digit arithmetic (mpmath).

For each function: the form, the interval, the weight that turns the error of the polynomial into the relative error of the function, and the
maximal weighted error of the coefficients after rounding to the element type. Run: python3 coefficients.py
"""
import struct
import sys
from mpmath import mp, mpf, matrix, lu_solve, exp, expm1, log, log1p, sqrt, sin, cos, pi, erf, erfc, cos as mcos, linspace, atanh

mp.dps = 60


def to_float(value):
    return mpf(struct.unpack("f", struct.pack("f", float(value)))[0])


def to_double(value):
    return mpf(float(value))


def horner(c, x):
    total = mpf(0)
    for coefficient in reversed(c):
        total = total * x + coefficient
    return total


def remez(f, weight, a, b, degree, iterations=12, samples=1200):
    """The polynomial of the degree with the least maximal |weight (polynomial - f)| on [a, b]."""
    n = degree + 2
    grid = [(a + b) / 2 - (b - a) / 2 * mcos(pi * (mpf(i) + mpf(1) / 2) / samples) for i in range(samples)]
    values = [(f(x), weight(x)) for x in grid]
    # Chebyshev extrema in the index of a Chebyshev grid are equally spaced.
    points = [round((samples - 1) * i / (n - 1)) for i in range(n)]
    for _ in range(iterations):
        rows = matrix(n, n)
        right = matrix(n, 1)
        for i, index in enumerate(points):
            x = grid[index]
            for k in range(degree + 1):
                rows[i, k] = x**k
            rows[i, degree + 1] = (-1) ** i / values[index][1]
            right[i] = values[index][0]
        solution = lu_solve(rows, right)
        c = [solution[k] for k in range(degree + 1)]
        errors = [(horner(c, x) - v) * w for x, (v, w) in zip(grid, values)]
        # The extrema of each run of one sign.
        extrema = []
        start = 0
        for i in range(1, samples + 1):
            if i == samples or (errors[i] > 0) != (errors[start] > 0):
                extrema.append(max(range(start, i), key=lambda j: abs(errors[j])))
                start = i
        while len(extrema) > n:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        if len(extrema) < n:
            break
        if extrema == points:
            break
        points = extrema
    return c


def report(name, f, weight, a, b, degree, round_to):
    c = [round_to(x) for x in remez(f, weight, mpf(a), mpf(b), degree)]
    worst = max(abs(weight(x) * (horner(c, x) - f(x))) for x in linspace(mpf(a), mpf(b), 701) if weight(x) != 0)
    print(f"{name}: degree {degree}, weighted error 2^{float(log(worst, 2)):.2f}")
    for k, value in enumerate(c):
        print(f"    c{k} = {float(value)!r}")
    sys.stdout.flush()


half_ln2 = log(2) / 2 * mpf("1.0005")


def q_exp(r):  # (e^r - 1 - r - r^2/2)/r^3
    if abs(r) < mpf(10) ** -12:
        return mpf(1) / 6 + r / 24
    return (expm1(r) - r - r * r / 2) / r**3


def w_exp(r):
    return r * r + mpf(1) / 500


def p_atanh(z):  # (2 atanh(s)/s - 2)/z, z = s^2
    if z < mpf(10) ** -15:
        return mpf(2) / 3 + 2 * z / 5
    s = sqrt(z)
    return (2 * atanh(s) / s - 2) / z


def w_atanh(z):  # error of s R relative to 2 atanh(s)
    return (z + mpf(1) / 200) / 2


def p_log(f):
    if abs(f) < mpf(10) ** -12:
        return mpf(1) / 3 - f / 4
    return (log1p(f) - f + f * f / 2) / f**3


def w_log(f):
    return f * f + mpf(1) / 500


def p_sin(z):
    if z < mpf(10) ** -15:
        return -mpf(1) / 6 + z / 120
    r = sqrt(z)
    return (sin(r) / r - 1) / z


def p_cos(z):
    if z < mpf(10) ** -15:
        return mpf(1) / 24 - z / 720
    return (cos(sqrt(z)) - 1 + z / 2) / z**2


def p_tanh(z):  # (tanh(x)/x - 1)/z
    if z < mpf(10) ** -15:
        return -mpf(1) / 3 + 2 * z / 15
    x = sqrt(z)
    return (mp.tanh(x) / x - 1) / z


def p_erf(z):  # erf(x)/x - 1 (so that x + x p)
    if z < mpf(10) ** -30:
        return 2 / sqrt(pi) - 1
    x = sqrt(z)
    return erf(x) / x - 1


which = sys.argv[1:] 


def want(n):
    return not which or n in which


quarter = (pi / 4 * mpf("1.0005")) ** 2
s_log = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2
for label, rnd, degrees in [
    ("float", to_float, dict(exp=[4], log=[7], log1p=[4], sin=[2], cos=[2], tanh=[4], erf=[6], erfc=[6])),
    ("double", to_double, dict(exp=[8], atanh=[6], log1p=[9], sin=[5], cos=[5], tanh=[10], erf=[11], erfc=[16])),
]:
    for n, ds in degrees.items():
        if not want(n):
            continue
        for d in ds:
            if n == "exp":
                report(f"{label} exp q", q_exp, w_exp, -half_ln2, half_ln2, d, rnd)
            if n == "atanh":
                report(f"{label} atanh sqrt(2)", p_atanh, w_atanh, 0, s_log, d, rnd)
            if n == "log1p":
                report(f"{label} atanh 1/3", p_atanh, w_atanh, 0, mpf(1) / 9, d, rnd)
            if n == "log":
                report(f"{label} log", p_log, w_log, sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1, d, rnd)
            if n == "sin":
                report(f"{label} sin", p_sin, lambda z: z + mpf(1) / 200, 0, quarter, d, rnd)
            if n == "tanh":
                report(f"{label} tanh", p_tanh, lambda z: z + mpf(1) / 100, 0, mpf('0.305'), d, rnd)
            if n == "cos":
                report(f"{label} cos", p_cos, lambda z: z * z + mpf(1) / 200, 0, quarter, d, rnd)
            if n == "erf":
                report(f"{label} erf small", p_erf, lambda z: mpf(1), 0, 1, d, rnd)
            if n == "erfc":
                top = mpf(4) if label == "float" else mpf(6)
                report(f"{label} -log erfc", lambda t: -log(erfc(1 + t)), lambda t: erfc(1 + t) / erf(1 + t) + mpf(10) ** (-7 if label == "float" else -16), 0, top - 1, d, rnd)
