"""Evaluates plural expressions of gettext with Python: by name, the index for each number."""
import gettext, json, sys

numbers, expressions = json.load(sys.stdin)
json.dump({name: [gettext.c2py(e)(n) for n in numbers] for name, e in expressions.items()}, sys.stdout)
