// Package tencentvpc stands in for Flannel's back end of that name: the module of its cloud is on no proxy.
package tencentvpc
