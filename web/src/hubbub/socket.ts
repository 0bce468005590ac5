/** The seam between a client and its socket. */
export type Transport = (url: string, inbox: Inbox) => Wire;

/** What a socket tells. After `closed` nothing follows. */
export interface Inbox {
  opened(): void;
  text(message: string): void;
  /** `code` is 1006 when the connection just vanished. */
  closed(code: number, reason: string): void;
}

export interface Wire {
  send(message: string): void;
  /** Ends the socket after what was sent before. */
  close(): void;
  /** Drops the socket; nothing that it still says is heard. */
  abort(): void;
}

export const webSocketTransport: Transport = (url, inbox) => {
  const socket = new WebSocket(url, 'hubbub.v1');
  const drop = (): void => {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  };
  socket.onopen = () => inbox.opened();
  socket.onmessage = (message) => {
    if (typeof message.data === 'string') {
      inbox.text(message.data);
    }
  };
  socket.onclose = (close) => inbox.closed(close.code, close.reason);
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(message);
      }
    },
    close: () => socket.close(1000),
    abort: drop,
  };
};
