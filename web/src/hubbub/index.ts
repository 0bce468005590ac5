/**
 * A client of Hubbub's wire protocol, without dependencies: one `HubbubClient` for each signed-in user. It reconnects,
 * resumes and sends again by itself, and behaves as the Java client does; both are tested by the same conversations
 * (client/src/test/resources/conversations).
 */
export { HubbubClient, LoginRequired } from './client';
export type { ClientOptions, ConnectionState, Listener, TokenReason } from './client';
export { browserClock, type Clock } from './clock';
export type { Outcome } from './outbox';
export { nextRef } from './ref';
export { webSocketTransport, type Inbox, type Transport, type Wire } from './socket';
export { Unread } from './unread';
export * from './wire';
