# The world on this machine: start with `make up`. README.md shows what it prints.
#   STACK=prod                    the stack, with Pulumi.$(STACK).yaml; each stack has a host of its own in the same world and zone
#   NODEBB=<git url or path>[@ref]  a NodeBB to run instead of the stand-in forum, in a new world
#   ENGINE=sandbox|pulumi         the sandbox's own engine, or the pulumi command; by default the one that made the stack, else the command if it is on the PATH
#   WORLD=<directory> INDEX=<0..99> another world beside the first
SHELL := bash
STACK ?= prod
NODEBB ?=
ENGINE ?=
WORLD ?=
INDEX ?= 0

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

sandbox := dotnet sandbox/bin/Debug/net10.0/NodeBBInfra.Sandbox.dll
options := --stack '$(STACK)' --index '$(INDEX)' --engine '$(ENGINE)' $(if $(WORLD),--world '$(WORLD)') $(if $(NODEBB),--nodebb '$(NODEBB)')

# The build's inputs; a directory is newer after a file in it was deleted. Asking the build system itself takes seconds each time.
inputs := $(shell find sandbox infra components rules Directory.* global.json $(wildcard .pulumi-sdk) \( -name bin -o -name obj -o -name node_modules \) -prune -o -print)
built := sandbox/bin/.built

measure := dotnet sandbox/Measure/bin/Debug/net10.0/NodeBBInfra.Sandbox.Measure.dll
SESSIONS ?= 3000
KILLS ?= 20
ROUNDS ?= 20

.PHONY: help build up preview verify drift attack destroy interrupted recreate workflows affinity bench roll-bench measurements test docs lint sdk clean

help: ## Lists the commands.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

build: $(built) ## Builds the program and the sandbox, without the analyzers.

$(built): $(inputs)
	@echo 'building'
	@dotnet msbuild -restore -m -v:q -nologo -p:RunAnalyzersDuringBuild=false sandbox/Sandbox.csproj
	@touch $@

up: build ## Makes a world and deploys the forum to it; run again, it changes only what differs.
	@$(sandbox) up $(options)

preview: build ## Shows what `up` would change; without a world it needs neither root nor a host.
	@$(sandbox) preview $(options)

verify: build ## Runs the verification's checks without deploying.
	@$(sandbox) verify $(options)

drift: build ## Shows what was changed by hand since the last `up`, in the zone and on the host.
	@$(sandbox) drift $(options)

attack: build ## Attacks the forum in the world, or in a temporary one, and reports what held. SEED=<n> repeats a run, ONLY=<kind>,... selects.
	@$(sandbox) attack $(options) $(if $(SEED),--seed '$(SEED)') $(if $(ONLY),--only '$(ONLY)')

destroy: build ## Destroys all forums and takes the world down; STACK=<name> destroys only that one and its host.
	@$(sandbox) destroy $(options) $(if $(filter-out file,$(origin STACK)),--stack-only)

interrupted: ## Kills deployments at random moments (KILLS=20), reverts settings, and compares the result with that of an undisturbed deployment.
	@.ci/tools redis-server node npm git mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@INTERRUPTED_KILLS=$(KILLS) dotnet test --no-build -nologo NodeBBInfra.sln --filter 'FullyQualifiedName~Interrupted|FullyQualifiedName~UnfinishedTests' --logger 'console;verbosity=normal'

workflows: ## Runs every script of the GitHub workflows in a world of its own, with a stand-in for GitHub; docs/pull-requests.md.
	@.ci/tools node npm git curl mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@dotnet test --no-build -nologo sandbox/Tests --filter 'FullyQualifiedName~Tests.Workflows' --logger 'console;verbosity=normal'

recreate: ## Deploys and destroys a forum on one host again and again (ROUNDS=20), and compares host, zone and data after each round.
	@.ci/tools redis-server node npm git mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@RECREATE_ROUNDS=$(ROUNDS) dotnet test --no-build -nologo NodeBBInfra.sln --filter 'FullyQualifiedName~RecreatedForumTests' --logger 'console;verbosity=detailed'

affinity: measurements ## Measures lost sessions by strategy and scenario; writes docs/affinity.*. SESSIONS=300 is a short run.
	@$(measure) affinity --docs docs --sessions '$(SESSIONS)' $(if $(NODEBB),--nodebb '$(NODEBB)') --command 'make affinity$(if $(filter-out 3000,$(SESSIONS)), SESSIONS=$(SESSIONS))$(if $(NODEBB), NODEBB=$(NODEBB))'

bench: measurements ## Compares the stack with the guide's nginx files and commands, benchmarks the engine; writes docs/benchmarks.md. PART=deployment runs one.
	@$(measure) bench --docs docs --command 'make bench$(if $(PART), PART=$(PART))' $(if $(PART),--part '$(PART)')

roll-bench: measurements ## Measures what visitors notice of restarts, upgrades and other work on the host; writes docs/rolls.*. LOAD='--rate 50' is less.
	@$(measure) rolls --docs docs $(LOAD) $(if $(NODEBB),--nodebb '$(NODEBB)') --command 'make roll-bench$(if $(LOAD), LOAD="$(LOAD)")$(if $(NODEBB), NODEBB=$(NODEBB))'

measurements:
	@.ci/tools mmdebstrap git ip curl
	@dotnet msbuild -restore -m -v:q -nologo -p:RunAnalyzersDuringBuild=false sandbox/Measure/Measure.csproj

test: ## Runs all tests; skips those whose root privileges or Debian packages are missing.
	@.ci/tools shellcheck redis-server node npm git mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@.ci/with-tally dotnet test --no-build -nologo -v q -m:1 NodeBBInfra.sln --logger 'console;verbosity=minimal' $(TEST_OPTIONS)

docs: ## Writes the settings, the API token's permissions and the verification's checks into Pulumi.example.yaml and README.md.
	@.ci/tools node
	@UPDATE_GOLDEN=1 dotnet test -nologo -v q tests --filter FullyQualifiedName~DocumentationTests

lint: ## Checks the style of the code, the scripts and the workflows.
	@.ci/lint

sdk: ## Checks again whether the published Pulumi packages can be restored.
	@rm -f .pulumi-sdk
	@dotnet restore -v q NodeBBInfra.sln

clean: ## Removes the build's output and the sandbox's cache.
	@dotnet clean -v q -nologo NodeBBInfra.sln
	@rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/nodebb-infra"
