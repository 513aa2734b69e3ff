"""Writes vectors.csv: the functions of VectorMath at doubles, computed by mpmath with 80 digits (1500 where trigonometric arguments are huge).

Each row: function, x, y (LogAddExp only), high, low; the exact value is high + low to about 106 bits, so that an error can be stated in fractions of a unit in the last
place. Arguments come from a fixed linear congruential generator: uniform over the interesting interval, uniform in the exponent over all doubles, and close to
where a method changes. Run: python3 make_vectors.py [count per function] > vectors.csv
"""

import math
import struct
import sys

from mpmath import cos, e, erf, erfc, exp, expm1, inf, log, log1p, mp, mpf, pi, sin, sqrt, tanh

mp.dps = 80
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 240
state = 20260101


def bits():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    high = state >> 32
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (high << 32) | (state >> 32)


def uniform(a, b):
    return a + (b - a) * (bits() >> 11) / 2**53


def anything(low=-1074, high=1024):
    """A double of random sign, with an exponent uniform in [low, high)."""
    magnitude = math.ldexp(1 + (bits() >> 12) / 2**52, low + bits() % (high - low))
    return -magnitude if bits() & 1 else magnitude


def trigonometric(function):
    def value(x):
        mp.dps = 400 if abs(x) > 1e15 else 80
        result = function(mpf(x))
        mp.dps = 80
        return result

    return value


def sigmoid(x):
    return 1 / (1 + exp(-x))


def softplus(x):
    return log1p(exp(x)) if x < 100 else x + log1p(exp(-x))


def log_add_exp(x, y):
    top, bottom = max(x, y), min(x, y)
    return top + log1p(exp(bottom - top))


# function: (value, interval of most interest, points to surround, exponents of the arguments that are not in the interval)
FUNCTIONS = {
    "Exp": (exp, (-745.5, 709.9), [0, 709.78, -708.4, -745, math.log(2) / 2], (-60, 9)),
    "ExpM1": (expm1, (-40, 40), [0, 709.78, -37.5, math.log(2) / 2, -math.log(2) / 2], (-1074, 9)),
    "Log": (log, (0, 3), [1, math.sqrt(2), math.sqrt(0.5), 2, 2.2250738585072014e-308], (-1074, 1024)),
    "LogP1": (log1p, (-1, 3), [0, math.sqrt(2) - 1, math.sqrt(0.5) - 1, 1], (-1074, 1024)),
    "Tanh": (tanh, (-3, 3), [0, 0.17328, 0.5199, 19.06, 0.8664], (-1074, 5)),
    "Sigmoid": (sigmoid, (-10, 10), [0, 36.7, -708.4, -745], (-60, 9)),
    "LogSigmoid": (lambda x: -softplus(-x), (-10, 10), [0, -36.7, 708.4, 745], (-60, 9)),
    "Softplus": (softplus, (-10, 10), [0, 36.7, -708.4, -745], (-60, 9)),
    "Erf": (erf, (-6, 6), [0, 1, -1, 5.9], (-1074, 3)),
    "Sin": (trigonometric(sin), (-7, 7), [0, math.pi / 4, math.pi / 2, math.pi, 100 * math.pi, 1.6e6], (-1074, 1024)),
    "Cos": (trigonometric(cos), (-7, 7), [0, math.pi / 4, math.pi / 2, math.pi, 100 * math.pi, 1.6e6], (-60, 1024)),
}


def arguments(interval, centres, exponents):
    for i in range(COUNT):
        kind = i % 5
        if kind < 2:
            yield uniform(*interval)
        elif kind == 2:
            centre = centres[i // 5 % len(centres)]
            yield centre + anything(-52, -3) * max(1.0, abs(centre))
        else:
            yield anything(*exponents)


def write(name, x, y, value):
    if value != 0 and abs(value) < mpf(2) ** -1076:
        value = mpf(0)
    high = float(value)
    low = 0.0 if math.isinf(high) else float(value - mpf(high))
    print(f"{name},{x!r},{y!r},{high!r},{low!r}")


print("function,x,y,high,low")
for name, (function, interval, centres, exponents) in FUNCTIONS.items():
    for x in arguments(interval, centres, exponents):
        if name == "Log":
            x = abs(x)
        if name == "LogP1" and x <= -1:
            x = -x
        if math.isinf(x) or x == 0 and name == "Log":
            continue
        if name in ("Exp", "ExpM1") and x > 709.78:
            continue
        write(name, x, 0.0, function(mpf(x)))
for i in range(COUNT):
    x = uniform(-3, 3) if i % 2 else anything(-20, 9)
    y = x + uniform(-4, 4) if i % 3 else anything(-20, 9)
    write("LogAddExp", x, y, log_add_exp(mpf(x), mpf(y)))


# The derivatives of the above, and the normal distribution: from a state of their own, so that adding to them changes nothing else.
state = 20260102


def logistic(x):
    return 1 / (1 + exp(-x))


DERIVATIVES = {
    "SigmoidDerivative": (lambda x: logistic(x) * logistic(-x), (-40, 40), [0, 36.7, -708.4, 745], (-60, 9)),
    "TanhDerivative": (lambda x: 4 * logistic(2 * x) * logistic(-2 * x), (-20, 20), [0, 19.06, 0.8664, -354.2], (-60, 8)),
    "SoftplusDerivative": (logistic, (-10, 10), [0, 36.7, -708.4, -745], (-60, 9)),
    "NormalCdf": (lambda x: erfc(-x / sqrt(mpf(2))) / 2, (-38, 9), [0, -6, 6, -37.5, 8.2], (-60, 5)),
    "NormalPdf": (lambda x: exp(-x * x / 2) / sqrt(2 * pi), (-38, 38), [0, 6, -37.5], (-60, 5)),
}
for name, (function, interval, centres, exponents) in DERIVATIVES.items():
    for x in arguments(interval, centres, exponents):
        write(name, x, 0.0, function(mpf(x)))
