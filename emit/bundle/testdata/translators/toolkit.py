"""Reads files with the Translate Toolkit and writes them again."""
import sys
from translate.storage import factory

for path in sys.argv[1:]:
    store = factory.getobject(path)
    if not store.units:
        sys.exit(path + " has no unit")
    store.savefile(path)
