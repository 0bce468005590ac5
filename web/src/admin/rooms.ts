import type { Id, Person } from '../hubbub';
import type { Rest } from '../rest/rest';
import { pathWith, type Page } from './pages';

export interface AdministeredRoom {
  readonly id: Id;
  readonly name: string;
  readonly kind: 'global' | 'public' | 'private' | 'direct';
  readonly listed: boolean;
  readonly locked: boolean;
  readonly owner?: Person;
  readonly members: number;
  /** How many events its log has. */
  readonly lastSeq: number;
  readonly createdAt: string;
  readonly lastAt: string;
}

/** The server's rooms, hidden ones too, for its administrators. */
export class AdministeredRooms {
  constructor(private readonly rest: Rest) {}

  async page(query: string, after?: string): Promise<Page<AdministeredRoom>> {
    const { rooms, next } = await this.rest.get<{ rooms: AdministeredRoom[]; next?: string }>(pathWith('/admin/rooms', { query, after }));
    return { items: rooms, next };
  }

  delete(id: Id): Promise<void> {
    return this.rest.call('DELETE', `/admin/rooms/${id}`);
  }
}
