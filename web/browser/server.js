import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Another one may be named, to try pages without packing them into the jar. */
const HUBBUB = process.env.SERVER_COMMAND ?? fileURLToPath(new URL('../../bin/hubbub', import.meta.url));
const ADDRESS = /https?:\/\/[\w.]+:\d+/;

/** Fast as tests are, and many from one address. */
const SETTINGS = {
  SERVER_PORT: '0',
  HUBBUB_REGISTRATION: 'open',
  HUBBUB_BCRYPT_COST: '4',
  HUBBUB_SIGN_INS_PER_MINUTE: '10000',
  HUBBUB_COMMANDS_PER_SECOND: '100000',
  HUBBUB_COMMANDS_BURST: '100000',
};

/** A real server with a data folder of its own, from `make build`. */
export class Server {
  #process;
  #port = '0';
  #folder = mkdtempSync(join(tmpdir(), 'hubbub-browser-'));
  url = '';
  #said = '';
  #token = '';

  static async start() {
    const server = new Server();
    // Started by root, PostgreSQL runs as somebody else.
    chmodSync(server.#folder, 0o711);
    await server.start();
    return server;
  }

  /** Also after a stop or kill, on the same port and data. */
  async start() {
    const env = { ...process.env, ...SETTINGS, SERVER_PORT: this.#port, HUBBUB_DATA: join(this.#folder, 'data') };
    this.#token = this.setupToken;
    // What an earlier start said is no news.
    this.#said = '';
    this.#process = spawn(HUBBUB, ['serve'], { env, cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
    // By name: browsers bind passkeys to no address.
    this.url = (await this.#address()).replace('127.0.0.1', 'localhost');
    this.#port = new URL(this.url).port;
  }

  #address() {
    return new Promise((resolve, reject) => {
      const hear = (chunk) => {
        this.#said += chunk;
        const found = ADDRESS.exec(this.#said);
        if (found !== null) {
          resolve(found[0]);
        }
      };
      this.#process.stdout.on('data', hear);
      this.#process.stderr.on('data', hear);
      this.#process.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.#said}`)));
    });
  }

  /** For the first account. */
  get setupToken() {
    this.#token ||= /\/setup#(\S+)/.exec(this.#said)?.[1] ?? '';
    return this.#token;
  }

  async #end(signal) {
    const over = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill(signal);
    await over;
  }

  /** As a power cut would. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async stop() {
    await this.#end('SIGTERM');
  }

  /** Leaves nothing behind. */
  async remove() {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
