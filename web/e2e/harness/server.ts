import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LAUNCHER = process.env['HUBBUB_LAUNCHER'] ?? new URL('../../../bin/hubbub', import.meta.url).pathname;
const START_MS = 80_000;

/** Tests sign in and look things up faster than people do. */
const PATIENT = {
  HUBBUB_BCRYPT_COST: '4',
  HUBBUB_SIGN_INS_PER_MINUTE: '10000',
  HUBBUB_READS_PER_SECOND: '1000',
  HUBBUB_WRITES_PER_SECOND: '1000',
  HUBBUB_ADMIN_REQUESTS_PER_SECOND: '1000',
  HUBBUB_COMMANDS_PER_SECOND: '1000',
  HUBBUB_COMMANDS_BURST: '2000',
  HUBBUB_PRESENCE_GRACE_SECONDS: '1',
};

/** A server of its own: a process of the built launcher, with a folder that goes with it, on a free port of this machine. */
export class Server {
  private process: ChildProcess | undefined;
  private output = '';
  private readonly data = mkdtempSync(join(tmpdir(), 'hubbub-e2e-'));

  private constructor(
    private readonly port: number,
    private readonly settings: Record<string, string>,
    readonly setupToken: string,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await freePort(), settings, 'set-up-token-of-the-tests');
    // Started by root, the database runs as another user, who must get through to what is his.
    chmodSync(server.data, 0o711);
    await server.run();
    return server;
  }

  /** By name, since browsers do not bind passkeys to an address. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it after a kill: with the same data, at the same port. */
  async run(): Promise<void> {
    this.output = '';
    const own = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^HUBBUB_|^(DATABASE_URL|REDIS_URL|JWT_SECRET)$/.test(key)));
    this.process = spawn(LAUNCHER, ['serve'], {
      cwd: this.data,
      env: {
        ...own,
        ...PATIENT,
        HUBBUB_DATA: join(this.data, 'data'),
        SERVER_HOST: '127.0.0.1',
        SERVER_PORT: String(this.port),
        HUBBUB_SETUP_TOKEN: this.setupToken,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (bytes: Buffer): void => void (this.output += bytes.toString());
    this.process.stdout?.on('data', keep);
    this.process.stderr?.on('data', keep);
    await this.untilReady();
  }

  /** Like a crash: nothing is told, nothing is finished. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const ending = this.process;
    if (ending !== undefined && ending.exitCode === null && ending.signalCode === null) {
      const ended = new Promise((done) => ending.once('exit', done));
      ending.kill(signal);
      await ended;
    }
  }

  private async untilReady(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until) {
      if (this.process?.exitCode !== null) {
        break;
      }
      const ready = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (ready?.ok) {
        return;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the server did not start; it said:\n${this.output}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
