"""Whether a port can be had, and whether a web server answers on it."""

import errno
import http.client
import socket


class PortRefused(Exception):
    """The port cannot be had; the message is a sentence that says what to do."""


def check_free(host: str, port: int) -> None:
    """Raise PortRefused unless a server could listen there.

    Asked before starting, since the web server would share a taken port without a word.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # Or connections of a site that was ended just now would count as a program.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise PortRefused(f"HOST={host} is no address of this machine.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortRefused(
                f"Port {port} is taken by another program; "
                f"stop it or choose another: PORT={port + 1} make run"
            ) from error
        if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise PortRefused(f"HOST={host} is no address of this machine.") from error
        raise PortRefused(f"Port {port} cannot be opened ({error.strerror}).") from error


def answers(host: str, port: int, name: str, timeout_seconds: float) -> bool:
    """Whether a web server gives any answer there, asked as `name`, the site's own host."""
    # What listens everywhere is asked on this machine.
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    connection = http.client.HTTPConnection(near, port, timeout=timeout_seconds)
    try:
        connection.request("HEAD", "/", headers={"Host": name})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
