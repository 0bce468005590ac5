// Fan-out as one writes it with Node's ws: one JSON string, one send per member.
import { WebSocketServer } from 'ws';
import { answer } from './room.mjs';

const rooms = new Map();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, clientTracking: false });

server.on('connection', (socket) => {
  let joined = new Set();
  socket.on('message', (data) => {
    const { reply, event, room } = answer(JSON.parse(data), 'somebody');
    if (room !== undefined) {
      joined = rooms.get(room) ?? new Set();
      rooms.set(room, joined.add(socket));
    }
    if (reply) {
      socket.send(JSON.stringify(reply));
    }
    if (event) {
      const text = JSON.stringify(event);
      for (const member of rooms.get(event.room)) {
        member.send(text);
      }
    }
  });
  socket.on('close', () => joined.delete(socket));
  socket.on('error', () => {});
});

server.on('listening', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
