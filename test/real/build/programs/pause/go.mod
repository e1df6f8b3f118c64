module cni-testbed/real/pause

go 1.24
