/**
 * What goes over the WebSocket, as docs/protocol.md describes it. Fields that a newer server adds are simply there and
 * unknown; nothing here checks for them.
 */

/** Ids are 64-bit numbers written as strings. */
export type Id = string;

export interface Person {
  readonly id: Id;
  readonly username: string;
}

export type RoomKind = 'global' | 'public' | 'private' | 'direct';

export interface RoomState {
  readonly id: Id;
  readonly name: string;
  /** Missing if nobody said what the room is about. */
  readonly topic?: string;
  readonly kind: RoomKind;
  readonly listed: boolean;
  /** Missing for the global room. */
  readonly owner?: Id;
  readonly members: number;
  /** 0 for none. */
  readonly memberLimit: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  readonly unread: number;
}

/** One thing that happened in a room. Kinds that this program is too old to know come, too: they keep their seq. */
export interface RoomEvent {
  readonly room: Id;
  readonly seq: number;
  readonly kind: string;
  /** The time of the commit, ISO 8601. */
  readonly at: string;
  readonly author: Person;
  readonly ref?: string;
  readonly text?: string;
  readonly user?: Person;
  readonly name?: string;
  /** Empty if the room has none now. */
  readonly topic?: string;
}

export interface RoomListing {
  readonly id: Id;
  readonly name: string;
  /** Missing also for who is not in it, if it is private. */
  readonly topic?: string;
  readonly kind: RoomKind;
  readonly members: number;
  /** Joining takes a password. */
  readonly locked: boolean;
  readonly joined: boolean;
}

export interface Member {
  readonly user: Person;
  readonly owner: boolean;
  readonly joinedAt: string;
  readonly online: boolean;
}

export interface Limits {
  readonly messageBytes: number;
  readonly frameBytes: number;
  readonly commandsPerSecond: number;
}

export interface Welcome {
  readonly type: 'welcome';
  readonly connection: string;
  readonly node: string;
  readonly epoch: string;
  readonly user: Person;
  readonly rooms: readonly RoomState[];
  readonly left: readonly Id[];
  readonly limits: Limits;
  readonly expiresInMs?: number;
}

export interface Presence {
  readonly type: 'presence';
  readonly room: Id;
  /** All who are online. */
  readonly online?: readonly Person[];
  readonly joined?: readonly Person[];
  readonly left?: readonly Person[];
  /** Instead of names, where there are many. */
  readonly count?: number;
}

export interface Typing {
  readonly type: 'typing';
  readonly room: Id;
  readonly user: Person;
}

export interface ReadMoved {
  readonly type: 'read';
  readonly room: Id;
  readonly seq: number;
  readonly unread: number;
  readonly lastSeq: number;
}

export interface Goodbye {
  readonly type: 'goodbye';
  readonly reason: string;
  readonly reconnectAfterMs: number;
}

/** An answer to a command. Which fields there are depends on the command. */
export interface Ack {
  readonly type: 'ack';
  readonly ref: string;
  readonly room?: Id;
  readonly seq?: number;
  readonly at?: string;
  readonly state?: RoomState;
  readonly rooms?: readonly RoomListing[];
  readonly members?: readonly Member[];
  readonly next?: string;
  readonly events?: readonly RoomEvent[];
  readonly before?: number;
  readonly after?: number;
  readonly unread?: number;
  readonly lastSeq?: number;
  readonly expiresInMs?: number;
}

export interface Failure {
  readonly type: 'error';
  readonly ref?: string;
  readonly code: string;
  readonly message: string;
  readonly retry: boolean;
  readonly retryAfterMs?: number;
}

export type ServerMessage =
  | Welcome
  | (RoomEvent & { readonly type: 'event' })
  | { readonly type: 'room'; readonly room: RoomState }
  | { readonly type: 'reset'; readonly room: Id; readonly lastSeq: number; readonly from: number }
  | { readonly type: 'pong' }
  | Presence
  | Typing
  | ReadMoved
  | Goodbye
  | Ack
  | Failure;

/** What a user asks for; each is answered once. The client adds the ref. */
export type Command =
  | { readonly type: 'post'; readonly room: Id; readonly text: string }
  | {
      readonly type: 'create_room';
      readonly name: string;
      readonly visibility?: 'public' | 'private';
      readonly password?: string;
      readonly listed?: boolean;
      readonly memberLimit?: number;
    }
  | { readonly type: 'join_room'; readonly room?: Id; readonly name?: string; readonly password?: string }
  | { readonly type: 'leave_room'; readonly room: Id }
  | { readonly type: 'delete_room'; readonly room: Id }
  | { readonly type: 'rename_room'; readonly room: Id; readonly name: string }
  | { readonly type: 'set_topic'; readonly room: Id; readonly topic: string }
  | { readonly type: 'remove_member'; readonly room: Id; readonly user: Id }
  | { readonly type: 'list_rooms'; readonly query?: string; readonly after?: string; readonly limit?: number }
  | { readonly type: 'list_members'; readonly room: Id; readonly after?: string; readonly limit?: number }
  | {
      readonly type: 'history';
      readonly room: Id;
      readonly before?: number;
      readonly after?: number;
      readonly around?: number;
      readonly limit?: number;
    }
  | { readonly type: 'read'; readonly room: Id; readonly seq: number };

/** Whether a client should connect anew after this close code. */
export function shouldReconnect(code: number): boolean {
  if (code >= 4000) {
    return code < 4500;
  }
  return [1001, 1006, 1011, 1012].includes(code);
}
