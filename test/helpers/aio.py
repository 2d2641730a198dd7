"""Asynchronous reads from AF_ALG sockets, which Node has no way to make (io_submit of x86-64, as the uml guest has it).

aio.py KEY STEP... with the steps
  open        a new op socket of cbc-aes-vce
  send:IV     an encryption of 64 bytes of 0, on the latest op socket
  submit      a read of its result
  lost:N      waits until that many requests are lost
  release:N   N into the engine's parameter release
Prints the results of the reads in the order of their submission, as JSON: [bytes or -errno, output in hexadecimal].
"""
import ctypes
import json
import socket
import struct
import sys
import time

PARAMETERS = "/sys/module/vce/parameters/"
IO_SETUP, IO_GETEVENTS, IO_SUBMIT = 206, 208, 209
SOL_ALG, ALG_SET_KEY, ALG_OP_ENCRYPT = 279, 1, 1
LENGTH = 64
SECONDS = 20

libc = ctypes.CDLL(None, use_errno=True)
context = ctypes.c_ulong(0)
if libc.syscall(IO_SETUP, 64, ctypes.byref(context)) != 0:
    sys.exit("io_setup failed")

tfm = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET, 0)
tfm.bind(("skcipher", "cbc-aes-vce"))
tfm.setsockopt(SOL_ALG, ALG_SET_KEY, bytes.fromhex(sys.argv[1]))
ops, control_blocks, buffers = [], [], []


def submit(op):
    buffer = ctypes.create_string_buffer(LENGTH)
    # struct iocb (linux/aio_abi.h): data, key, rw_flags, opcode 0 (IOCB_CMD_PREAD), reqprio, fd, buf, nbytes, offset, ...
    block = ctypes.create_string_buffer(
        struct.pack("QIiHhIQQqQII", len(buffers), 0, 0, 0, 0, op.fileno(), ctypes.addressof(buffer), LENGTH, 0, 0, 0, 0)
    )
    buffers.append(buffer)
    control_blocks.append(block)
    pointer = ctypes.c_void_p(ctypes.addressof(block))
    if libc.syscall(IO_SUBMIT, context, 1, ctypes.byref(pointer)) != 1:
        sys.exit("io_submit failed")


for step in sys.argv[2:]:
    name, _, value = step.partition(":")
    if name == "open":
        ops.append(tfm.accept()[0])
    elif name == "send":
        ops[-1].sendmsg_afalg([bytes(LENGTH)], op=ALG_OP_ENCRYPT, iv=bytes.fromhex(value))
    elif name == "submit":
        submit(ops[-1])
    elif name == "lost":
        while f"lost_now {value}\n" not in open(PARAMETERS + "stats").read():
            time.sleep(0.01)
    else:
        with open(PARAMETERS + "release", "w") as release:
            release.write(value)

count = len(buffers)
events = ctypes.create_string_buffer(32 * count)
timeout = ctypes.create_string_buffer(struct.pack("qq", SECONDS, 0))
if libc.syscall(IO_GETEVENTS, context, count, count, events, timeout) != count:
    sys.exit("io_getevents: not all reads came back")
results = dict(struct.unpack_from("QxxxxxxxxqQ", events.raw, 32 * index)[:2] for index in range(count))
print(json.dumps([[results[index], buffers[index].raw[:LENGTH].hex()] for index in range(count)]))
