"""Forbid system calls for namespaces, mounts, keys, other processes, odd sockets.

A new namespace would allow mounts, and so memory beyond the limits. The kernel's keys
would outlive the sandbox, and so would a process that no longer ends with its parent.
Odd sockets get around the closed network, as from a virtual machine to its host. The
filter is a classic BPF program, see seccomp(2). The numbers are from the kernel's
include/uapi/asm-generic/unistd.h and arch/x86/entry/syscalls.
"""

import errno
import functools
import pathlib
import platform
import struct
import sys

NAMES = (
    "unshare",
    "setns",
    "mount",
    "umount2",
    "pivot_root",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "add_key",
    "request_key",
    "keyctl",
    "bpf",
    "perf_event_open",
    "userfaultfd",
)
EVERYWHERE = (425, 426, 427, 428, 429, 430, 432, 442)  # io_uring, and the new mounts
CLONE3 = 435
# By machine: its number in the audit interface, then the calls clone and NAMES.
MACHINES = {
    "x86_64": [0xC000003E, 56, 272, 308, 165, 166, 155, 101]
    + [310, 311, 248, 249, 250, 321, 298, 323],
    "aarch64": [0xC00000B7, 220, 97, 268, 40, 39, 41, 117]
    + [270, 271, 217, 218, 219, 280, 241, 282],
}
# By machine: socket and socketpair.
SOCKETS = {"x86_64": (41, 53), "aarch64": (198, 199)}
# By machine: prctl, and its option for a signal at the end of the parent.
PRCTL, ON_PARENTS_END = {"x86_64": 157, "aarch64": 167}, 1
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6
NAMESPACES = 0x7E020000  # all flags CLONE_NEW... together
LOAD, EQUAL, LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, REFUSE = 0x7FFF0000, 0x00050000


@functools.cache
def program():
    """Return the filter as bytes, or None if there is none for this machine."""
    known = MACHINES.get(platform.machine())
    status = pathlib.Path("/proc/self/status")
    if not known or sys.byteorder != "little" or not status.is_file():
        return None
    if "Seccomp:" not in status.read_text():
        return None
    machine, clone, *numbers = known
    # A step: (kind, steps to skip if the test is true, steps to skip if false, value)
    steps = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, machine), _refuse(errno.EPERM)]
    steps += [(LOAD, 0, 0, NUMBER), (LEAST, 0, 1, 2**30), _refuse(errno.EPERM)]  # x32
    for number in (*numbers, *EVERYWHERE):
        steps += [(EQUAL, 0, 1, number), _refuse(errno.EPERM)]
    # A filter cannot read its flags in memory; the C library then takes clone.
    steps += [(EQUAL, 0, 1, CLONE3), _refuse(errno.ENOSYS)]
    for number in SOCKETS[platform.machine()]:
        n = len(FAMILIES)  # other calls skip n + 3 steps; a known family goes to ALLOW
        steps += [(EQUAL, 0, n + 3, number), (LOAD, 0, 0, ARGUMENT)]
        steps += [(EQUAL, n - k, 0, family) for k, family in enumerate(FAMILIES)]
        steps += [_refuse(errno.EAFNOSUPPORT), (RETURN, 0, 0, ALLOW)]
    option = (PRCTL[platform.machine()], EQUAL, ON_PARENTS_END)
    for number, test, value in ((clone, ANY_BIT, NAMESPACES), option):
        steps += [(EQUAL, 0, 4, number), (LOAD, 0, 0, ARGUMENT)]
        steps += [(test, 0, 1, value), _refuse(errno.EPERM), (RETURN, 0, 0, ALLOW)]
    steps += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _refuse(error):
    """Return the step that makes a system call fail with this error."""
    return RETURN, 0, 0, REFUSE | error
