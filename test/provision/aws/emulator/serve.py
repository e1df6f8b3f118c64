"""moto_server with what EC2 does and moto does not.

An instance that ends gives its address back, whoever ended it. A card without a public address is associated with none,
where moto says that it has an association without an address.
"""

import sys

from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.server import main

ended = Instance.terminate


def terminate(instance):
    for interface in instance.nics.values():
        interface.delete_on_termination = True
    return ended(instance)


Instance.terminate = terminate

associated = NetworkInterface.association.fget
NetworkInterface.association = property(lambda card: associated(card) or None)
main(sys.argv[1:])
