# Everything finds a JDK 25 by itself: see bin/find-jdk.
JDK := $(shell bin/find-jdk)
ifeq ($(JDK),)
$(error no JDK 25 found, see the message above)
endif
export JAVA_HOME := $(JDK)
MVN := mvn
NPM := npm
SITE := web/target/site

.PHONY: build site run cluster dev test test-web test-browser screenshots linear bench bench-compare jmh check format clean

build: site ## compiles and packages everything, without tests
	$(MVN) -q package -DskipTests
	@[ "$(AOT)" = no ] || bin/aot-cache

site: ## the web client, which goes into the server's jar
	@if bin/have-node; then $(MAKE) --no-print-directory $(SITE)/files.txt; else [ "$(CI)" != true ]; fi

# Maven copies what is new and leaves what is gone, so its copy goes first.
$(SITE)/files.txt: web/node_modules/.package-lock.json $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/target/*')
	@rm -rf server/target/classes/dev/hubbub/server/site
	$(NPM) run --silent --prefix web build

test: site ## every test but the soak tests
	@bin/have-redis
	@bin/have-nats
	@if bin/have-node; then $(MAKE) --no-print-directory test-web; else [ "$(CI)" != true ]; fi
	$(MVN) verify
	@if bin/have-node 2>/dev/null && bin/find-chromium >/dev/null; then $(MAKE) --no-print-directory test-browser; else [ "$(CI)" != true ]; fi

test-web: web/node_modules/.package-lock.json ## the web client's own tests
	$(NPM) run --silent --prefix web check
	$(NPM) test --silent --prefix web

test-browser: web/node_modules/.package-lock.json ## the web client in a real Chromium, on servers of the packaged program
	$(NPM) run --silent test:browser --prefix web

screenshots: build ## pictures of every page, light and dark, wide and narrow, in web/target/screenshots; ARGS=admin chooses some
	$(NPM) run --silent --prefix web screenshots -- $(ARGS)

# npm writes this file last, so it tells when the packages are all there and of which lock file.
web/node_modules/.package-lock.json: web/package-lock.json
	$(NPM) ci --silent --prefix web
	@touch $@

linear: ## Lincheck's tests, which try interleavings of threads, a minute or two
	$(MVN) -q -pl server -am test -Dtest='*LinearTest' -Dtest.excludedGroups= -Dsurefire.failIfNoSpecifiedTests=false

jmh: ## the hot paths' benchmarks in a short form, some minutes; ARGS="Encode -f 3" chooses others
	$(MVN) -q -Pjmh -pl benchmarks -am package -DskipTests $(if $(ARGS),-Djmh.args="$(ARGS)")

check: ## formatting, as CI checks it
	$(MVN) -q spotless:check

format:
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean

run: build ## builds and starts the server; Ctrl-C ends it and its database
	@exec bin/hubbub serve

cluster: build ## three nodes, NATS, PostgreSQL and Redis on this machine; Ctrl-C ends all of them
	@bin/have-redis
	@bin/have-nats
	@exec bin/hubbub cluster

dev: site ## runs from the compiled classes with debug messages, and starts anew when a source changes
	@exec bin/dev

bench: build ## every scenario for a few seconds, on a server of its own
	bin/hubbub bench all --short

bench-compare: build ## the same fan-out on Hubbub, Node's ws and Socket.IO
	$(NPM) ci --silent --prefix bench
	bin/hubbub bench compare --folder bench --search
