"""delay_proxy.py FIRST_PORT TO_FIRST_PORT COUNT ONE_WAY_MS: loopback ports behind which everything takes that long.

Also the handshake of TCP: the far side is connected three one-way delays after the near side was, and what the client says
reaches it no earlier, so that a server's first words come two round trips after the client began, as on a real link. There
is no limit of bandwidth, no loss and no slow start. Prints "up" once all ports listen.
"""
import asyncio, socket, sys


class Side(asyncio.Protocol):
    def __init__(self, delay):
        self.delay, self.peer, self.waiting, self.hold, self.transport = delay, None, [], 0, None

    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def later(self, what, *arguments):
        loop = asyncio.get_running_loop()
        self.hold = max(loop.time() + self.delay, self.hold) + 1e-9
        loop.call_at(self.hold, what, *arguments)

    def is_open(self):
        return self.transport is not None and not self.transport.is_closing()

    def data_received(self, data):
        self.later(self.forward, data)

    def forward(self, data):
        if self.peer is None:
            self.waiting.append(data)
        elif self.peer.is_open():
            self.peer.transport.write(data)

    def eof_received(self):
        self.later(self.forward_end)
        return True

    def forward_end(self):
        if self.peer is not None and self.peer.is_open() and self.peer.transport.can_write_eof():
            self.peer.transport.write_eof()

    def connection_lost(self, _):
        self.later(lambda: self.peer is not None and self.peer.is_open() and self.peer.transport.close())


class Near(Side):
    def __init__(self, delay, port):
        super().__init__(delay)
        self.port = port

    def connection_made(self, transport):
        super().connection_made(transport)
        loop = asyncio.get_running_loop()
        self.hold = loop.time() + 3 * self.delay
        loop.call_later(3 * self.delay, lambda: loop.create_task(self.connect()))

    async def connect(self):
        far = Side(self.delay)
        far.peer = self
        try:
            await asyncio.get_running_loop().create_connection(lambda: far, "127.0.0.1", self.port)
        except OSError:
            self.transport.close()
            return
        for data in self.waiting:
            far.transport.write(data)
        self.peer = far


async def main():
    first, to_first, count = (int(word) for word in sys.argv[1:4])
    delay = float(sys.argv[4]) / 1000
    for i in range(count):
        await asyncio.get_running_loop().create_server(
            lambda port=to_first + i: Near(delay, port), "127.0.0.1", first + i, backlog=200)
    print("up", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
