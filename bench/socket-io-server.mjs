// Fan-out as one writes it with Socket.IO: a room, and emit to it.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { answer } from './room.mjs';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });

io.on('connection', (socket) => {
  socket.on('m', (message) => {
    const { reply, event, room } = answer(message, 'somebody');
    if (room !== undefined) {
      socket.join(room);
    }
    if (reply) {
      socket.emit('m', reply);
    }
    if (event) {
      io.to(event.room).emit('m', event);
    }
  });
});

http.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${http.address().port}`));
