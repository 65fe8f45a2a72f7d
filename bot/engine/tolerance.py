"""How near to their best the linear machines are learnt."""

# What liblinear itself takes. At scikit-learn's 1e-4 learning lasts a seventh longer and tells the same (docs/language.md).
TOLERANCE = 0.1
