// Package udp stands in for Flannel's back end of that name, which needs a C compiler: no mode of the testbed has it.
package udp
