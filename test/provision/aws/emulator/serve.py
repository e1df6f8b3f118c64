"""moto_server with what EC2 does and moto does not: an instance that ends gives its address back, whoever ended it."""

import sys

from moto.ec2.models.instances import Instance
from moto.server import main

ended = Instance.terminate


def terminate(instance):
    for interface in instance.nics.values():
        interface.delete_on_termination = True
    return ended(instance)


Instance.terminate = terminate
main(sys.argv[1:])
