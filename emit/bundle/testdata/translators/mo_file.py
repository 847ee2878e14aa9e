"""Looks texts up in MO files with Python's gettext, and fills in their arguments with str.format."""
import gettext, json, sys

catalogues, answers = {}, []
for ask in json.load(sys.stdin):
    path = ask["file"]
    if path not in catalogues:
        with open(path, "rb") as f:
            catalogues[path] = gettext.GNUTranslations(f)
    c = catalogues[path]
    if ask["plural"]:
        text = c.npgettext(ask["context"], ask["id"], ask["plural"], int(ask["count"]))
    else:
        text = c.pgettext(ask["context"], ask["id"])
    if ask["args"] is not None:
        try:
            text = text.format(**ask["args"])
        except (KeyError, ValueError, IndexError) as e:
            text = f"{type(e).__name__}: {e}"
    answers.append(text)
json.dump(answers, sys.stdout)
