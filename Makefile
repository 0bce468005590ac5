# Everything finds a JDK 25 by itself: see bin/find-jdk.
JDK := $(shell bin/find-jdk)
ifeq ($(JDK),)
$(error no JDK 25 found, see the message above)
endif
export JAVA_HOME := $(JDK)
MVN := mvn

.PHONY: build run dev test jmh check format clean

build: ## compiles and packages everything, without tests
	$(MVN) -q package -DskipTests
	@[ "$(AOT)" = no ] || bin/aot-cache

test: ## every test but the soak tests
	$(MVN) verify

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

dev: ## runs from the compiled classes with debug messages, and starts anew when a source changes
	@exec bin/dev
