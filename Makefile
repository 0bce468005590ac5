# Everything finds a JDK 25 by itself: see bin/find-jdk.
JDK := $(shell bin/find-jdk)
ifeq ($(JDK),)
$(error no JDK 25 found, see the message above)
endif
export JAVA_HOME := $(JDK)
MVN := mvn

.PHONY: build test check format clean

build: ## compiles and packages everything, without tests
	$(MVN) -q package -DskipTests

test: ## every test but the soak tests
	$(MVN) verify

check: ## formatting, as CI checks it
	$(MVN) -q spotless:check

format:
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean

.PHONY: run
run: ## builds and starts the server; Ctrl-C ends it and its database
	$(MVN) -q -pl server -am package dependency:copy-dependencies -DskipTests \
	  -DincludeScope=runtime -DoutputDirectory=target/lib
	@exec $(JDK)/bin/java -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
	  --sun-misc-unsafe-memory-access=allow -cp 'server/target/classes:server/target/lib/*' dev.hubbub.server.app.Main
