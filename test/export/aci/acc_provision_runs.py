"""Runs acc-provision on each input, without a network and without chance, and prints what came of it as JSON.

Arguments: flavour, then files. It runs in a folder of the caller's, since it writes private keys into it.
"""
import json
import sys

from acc_provision import acc_provision


def run(flavour, file):
    sys.argv = ["acc-provision", "-c", file, "-f", flavour, "-o", file + ".out", "-z", file + ".tar.gz"]
    try:
        acc_provision.main(acc_provision.parse_args(False), file + ".apic", no_random=True)
        return True
    except SystemExit as end:
        return not end.code


flavour, *files = sys.argv[1:]
print(json.dumps({file: run(flavour, file) for file in files}))
