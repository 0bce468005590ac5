/**
 * Several tabs, one connection: `sharedLink` opens it. One tab leads (`Leadership`) and has the `Hub`; to each other they speak as
 * `Air` describes, and through it the wire protocol. docs/decisions/0044 says why.
 */
export { sharedLink } from './shared';
