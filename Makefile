# The world on one machine: `make up` first. README.md shows what it prints.
#   STACK=prod                    whose configuration: Pulumi.$(STACK).yaml; several stacks are several hosts in one world and zone
#   NODEBB=<git url or path>[@ref]  a NodeBB to run in place of the stand-in forum, in a new world
#   ENGINE=sandbox|pulumi         the sandbox's own engine, or the pulumi command; by default what made the stack, else the command where one is on the PATH
#   WORLD=<directory> INDEX=<0..99> another world beside the first one
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

# What the build is made of; a directory is newer when a file in it went. Asking the build system itself takes seconds each time.
inputs := $(shell find sandbox infra components rules Directory.* global.json $(wildcard .pulumi-sdk) \( -name bin -o -name obj -o -name node_modules \) -prune -o -print)
built := sandbox/bin/.built

measure := dotnet sandbox/Measure/bin/Debug/net10.0/NodeBBInfra.Sandbox.Measure.dll
SESSIONS ?= 3000
KILLS ?= 20

.PHONY: help build up preview verify drift attack destroy interrupted workflows affinity bench measurements test docs lint sdk clean

help: ## Lists the commands.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

build: $(built) ## Builds the program and the sandbox, without the analyzers: they judge a change, not a try.

$(built): $(inputs)
	@echo 'building'
	@dotnet msbuild -restore -m -v:q -nologo -p:RunAnalyzersDuringBuild=false sandbox/Sandbox.csproj
	@touch $@

up: build ## Makes a world and provisions the forum in it; again: changes what changed.
	@$(sandbox) up $(options)

preview: build ## Shows what `up` would change; without a world it needs neither root nor a host.
	@$(sandbox) preview $(options)

verify: build ## Verifies the forum through the edge, now.
	@$(sandbox) verify $(options)

drift: build ## Shows what was changed by hand since the last `up`, in the zone and on the host.
	@$(sandbox) drift $(options)

attack: build ## Attacks the forum in the world, or in one made for it, and says what held. SEED=<n> repeats, ONLY=<kind>,... chooses.
	@$(sandbox) attack $(options) $(if $(SEED),--seed '$(SEED)') $(if $(ONLY),--only '$(ONLY)')

destroy: build ## Destroys all forums and takes the world down; STACK=<name> destroys only that one and its host.
	@$(sandbox) destroy $(options) $(if $(filter-out file,$(origin STACK)),--stack-only)

interrupted: ## Kills deployments at random moments (KILLS=20) and puts settings back, and compares what is left with an undisturbed deployment.
	@.ci/tools redis-server node npm git mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@INTERRUPTED_KILLS=$(KILLS) dotnet test --no-build -nologo NodeBBInfra.sln --filter 'FullyQualifiedName~Interrupted|FullyQualifiedName~UnfinishedTests' --logger 'console;verbosity=normal'

workflows: ## Runs every script of the GitHub workflows in a world of its own, with a stand-in for GitHub; docs/pull-requests.md.
	@.ci/tools node npm git curl mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@dotnet test --no-build -nologo sandbox/Tests --filter 'FullyQualifiedName~Tests.Workflows' --logger 'console;verbosity=normal'

affinity: measurements ## Who loses a session, by strategy and scenario; writes docs/affinity.*. SESSIONS=300 is a short one.
	@$(measure) affinity --docs docs --sessions '$(SESSIONS)' $(if $(NODEBB),--nodebb '$(NODEBB)') --command 'make affinity$(if $(filter-out 3000,$(SESSIONS)), SESSIONS=$(SESSIONS))$(if $(NODEBB), NODEBB=$(NODEBB))'

bench: measurements ## Measures what the stack ships against the guide's files, as ratios; writes docs/benchmarks.md.
	@$(measure) bench --docs docs --command 'make bench'

measurements:
	@.ci/tools mmdebstrap git ip
	@dotnet msbuild -restore -m -v:q -nologo -p:RunAnalyzersDuringBuild=false sandbox/Measure/Measure.csproj

test: ## Runs all tests; those that need root and Debian are skipped elsewhere.
	@.ci/tools shellcheck redis-server node npm git mmdebstrap sshd ip openssl
	@dotnet msbuild -restore -m -v:q -nologo NodeBBInfra.sln
	@.ci/with-tally dotnet test --no-build -nologo -v q -m:1 NodeBBInfra.sln --logger 'console;verbosity=minimal' $(TEST_OPTIONS)

docs: ## Writes what documents say of the settings and the verification's checks: Pulumi.example.yaml and the tables in README.md.
	@.ci/tools node
	@UPDATE_GOLDEN=1 dotnet test -nologo -v q tests --filter FullyQualifiedName~DocumentationTests

lint: ## Checks the style of the code, the scripts and the workflows.
	@.ci/lint

sdk: ## Asks again whether the published Pulumi packages can be restored.
	@rm -f .pulumi-sdk
	@dotnet restore -v q NodeBBInfra.sln

clean: ## Removes what was built, and what the sandbox keeps for the next time.
	@dotnet clean -v q -nologo NodeBBInfra.sln
	@rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/nodebb-infra"
