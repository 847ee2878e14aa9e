"""Reads {folders, calls} from standard input, and writes for each folder the texts that a program shows for the calls.

Files are read by the Translate Toolkit; str.format takes {0} and doubled braces as string.Format of .NET does.
"""

import json
import pathlib
import sys

from translate.storage.resx import RESXFile


def read(path):
    texts = {}
    for unit in RESXFile.parsefile(str(path)).units:
        if unit.getid() in texts:
            raise ValueError(f"{unit.getid()} is there twice")
        texts[unit.getid()] = unit.target
    return texts


def show(folder, calls):
    files = {}
    for path in pathlib.Path(folder["dir"]).glob("*.resx"):
        files[path.name] = read(path)
    texts = []
    for call in calls:
        tag = call["locale"]
        file = files["Errors.resx" if tag == "en" else f"Errors.{tag}.resx"]
        try:
            text = file.get(f"{call['id']}_{call['category']}") or file[call["id"]]
            if call["names"]:
                text = text.format(*(call["args"][name] for name in call["names"]))
        except (KeyError, IndexError, ValueError) as error:
            text = f"! {error!r}"
        texts.append(text)
    return texts


request = json.load(sys.stdin)
outcomes = []
for folder in request["folders"]:
    try:
        outcomes.append({"texts": show(folder, request["calls"])})
    except Exception as error:  # whatever the reader says about the file
        outcomes.append({"error": repr(error)})
json.dump(outcomes, sys.stdout)
