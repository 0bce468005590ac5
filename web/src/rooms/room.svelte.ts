import { Unread, type Id, type ReadMoved, type RoomEvent, type RoomKind, type RoomState } from '../hubbub';

/** One room that the user is in. */
export class Room {
  readonly id: Id;
  readonly kind: RoomKind;
  name = $state('');
  /** Empty if nobody said what it is about. */
  topic = $state('');
  owner: Id | undefined = $state();
  members = $state(0);
  unread = $state(0);
  /** Whether one of the unread messages names the user. */
  mentioned = $state(false);
  readSeq = $state(0);
  lastSeq = $state(0);

  private readonly counting = new Unread();

  constructor(state: RoomState) {
    this.id = state.id;
    this.kind = state.kind;
    this.take(state);
  }

  take(state: RoomState): void {
    this.name = state.name;
    this.topic = state.topic ?? '';
    this.owner = state.owner;
    this.members = state.members;
    this.lastSeq = Math.max(this.lastSeq, state.lastSeq);
    this.counting.takeState(state);
    this.count();
  }

  takeEvent(event: RoomEvent, mentions: boolean): void {
    this.lastSeq = Math.max(this.lastSeq, event.seq);
    this.counting.takeEvent(event);
    this.mentioned ||= mentions && event.seq > this.readSeq;
    if (event.kind === 'room_updated' && event.name !== undefined) {
      this.name = event.name;
    } else if (event.kind === 'topic_changed') {
      this.topic = event.topic ?? '';
    } else if (event.kind === 'member_joined') {
      this.members++;
    } else if (event.kind === 'member_left' || event.kind === 'member_removed') {
      this.members--;
    }
    this.count();
  }

  takeMoved(moved: ReadMoved): void {
    this.counting.takeMoved(moved);
    this.count();
  }

  readTo(seq: number): void {
    this.counting.readTo(seq);
    this.count();
  }

  private count(): void {
    this.unread = this.counting.count;
    this.readSeq = this.counting.readSeq;
    this.mentioned &&= this.unread > 0;
  }
}
