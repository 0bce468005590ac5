// What both servers do with messages: the field names and the work of Hubbub's fan-out, without log-in and storage.

const seqs = new Map();

/** The answer to a message, and the event that everyone in the room gets, if there is one. */
export function answer(message, username) {
  switch (message.type) {
    case 'hello':
      return { reply: { type: 'welcome', user: { id: '1', username }, rooms: [] }, room: Object.keys(message.cursors)[0] };
    case 'post': {
      const seq = (seqs.get(message.room) ?? 0) + 1;
      seqs.set(message.room, seq);
      const at = new Date().toISOString();
      return {
        reply: { type: 'ack', ref: message.ref, room: message.room, seq, at },
        event: {
          type: 'event',
          room: message.room,
          seq,
          kind: 'message',
          at,
          author: { id: '1', username },
          ref: message.ref,
          text: message.text,
        },
      };
    }
    default:
      return {};
  }
}
