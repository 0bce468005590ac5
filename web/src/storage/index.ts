/**
 * What a user leaves in this browser: messages that the server has not confirmed (`Posts`), texts begun (`Drafts`) and small choices
 * (`Settings`), in one database for each user (`openTables`), in memory where browsers keep nothing.
 */
export { Drafts } from './drafts';
export { openTables } from './indexed';
export { Posts, type Post, type PostState, type Tabs } from './posts';
export { Settings } from './settings';
export { MemoryTables, type Table, type Tables } from './tables';
export { browserTabs } from './tabs';
