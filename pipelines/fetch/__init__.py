"""Pages fetched from the sites that may be asked: gently, within limits, never inside our own net.

Python's own http.client is used and no larger library, for one reason: the connection must go to
the very address that was checked. A library that resolves the name again would let a host name
change its answer between the check and the call.
"""
