# Yilian. `make help` lists what there is.

SAN ?=
FUZZ ?=
PORT ?=
TLS ?=
DIR ?= var

ifneq ($(FUZZ),)
B := build/fuzz
CC := clang
MODE := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
LINK := -fsanitize=address,undefined
else ifneq ($(SAN),)
B := build/san
CC := gcc
# gcc's maybe-uninitialized guesses wrong about code that the sanitizers have rewritten.
MODE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all \
	-Wno-maybe-uninitialized
LINK := -fsanitize=address,undefined
else
B := build/rel
CC := gcc
MODE := -O2 -g -fPIE -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=3 \
	-ftrivial-auto-var-init=zero
LINK := -pie -Wl,-z,relro,-z,now
ifeq ($(shell uname -m),x86_64)
MODE += -fcf-protection
endif
endif

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wpointer-arith -Wvla -Wformat=2 -Wundef -Wconversion -Wno-missing-field-initializers -Werror
CFLAGS := -std=c17 -D_GNU_SOURCE -Iinclude -Ibuild/gen \
	-isystem $(or $(shell pg_config --includedir 2>/dev/null),/usr/include/postgresql) $(MODE) $(WARN) -MMD -MP
LIBS := -Wl,--as-needed -lfcgi -lpq -ljansson -lldap -llber -lssl -lcrypto -licuuc -licui18n -lzip \
	-lexpat -lxlsxwriter -lz -lpthread -lm

LAYERS := base db directory document app auth job resource record
LIB_SOURCES := $(foreach layer,$(LAYERS),$(wildcard fcgi/$(layer)/*.c))
LIB_OBJECTS := $(LIB_SOURCES:fcgi/%.c=$(B)/fcgi/%.o) $(B)/gen/queries.o
SUPERVISOR_OBJECTS := $(patsubst fcgi/%.c,$(B)/fcgi/%.o,$(wildcard fcgi/supervisor/*.c) \
	fcgi/base/arena.c fcgi/base/clock.c fcgi/base/log.c)
PROGRAMS := $(patsubst fcgi/main_%.c,$(B)/yilian-%,$(wildcard fcgi/main_*.c))
UNITS := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/fuzzers/%,$(wildcard tests/fuzz/fuzz_*.c))
LIB := $(B)/libyilian.a

# The folders are listed too: a query file that was deleted must be noticed.
QUERIES := $(shell find sql/queries 2>/dev/null)
INSTANCE = tools/instance.sh $(1) --dir $(DIR)$(if $(PORT), --port $(PORT))$(if $(TLS), --tls)

# V=1 shows whole commands.
ifeq ($(V),)
.SILENT:
endif
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: all programs units fuzzers www setup run stop url accounts status check fuzz bench prove schema \
	install clean help

all: programs		## builds the programs (SAN=1: with sanitizers, in build/san)
programs: $(PROGRAMS)
units: $(UNITS)
fuzzers: $(FUZZERS)

build/gen/stamp: tools/queries.sh $(QUERIES)
	@mkdir -p build/gen
	tools/queries.sh sql/queries build/gen
	@touch $@
# queries.sh leaves a file alone that would not change: an edited text compiles one object.
build/gen/queries.h build/gen/queries.c: build/gen/stamp
	@:

$(B)/gen/queries.o: build/gen/queries.c build/gen/queries.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Wno-overlength-strings -c -o $@ $<
$(B)/fcgi/%.o: fcgi/%.c | build/gen/queries.h
	@mkdir -p $(@D)
	@echo "  CC $<"
	$(CC) $(CFLAGS) -c -o $@ $<
# From scratch: an archive would keep the object of a deleted source.
$(LIB): $(LIB_OBJECTS) $(foreach layer,$(LAYERS),$(wildcard fcgi/$(layer)))
	@rm -f $@.new
	ar rcs $@.new $(LIB_OBJECTS)
	@mv $@.new $@
$(B)/yilian-%: $(B)/fcgi/main_%.o $(LIB)
	@echo "  LD $@"
	$(CC) $(LINK) -o $@ $^ $(LIBS)
# Small on purpose: the one program that may run as root.
$(B)/yilian-supervisor: $(B)/fcgi/main_supervisor.o $(SUPERVISOR_OBJECTS)
	@echo "  LD $@"
	$(CC) $(LINK) -o $@ $^ $(LIBS)
$(B)/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LINK) -o $@ $< $(LIB) $(LIBS) -lcmocka
$(B)/directory-driver: tests/directory/driver.c $(LIB)
	$(CC) $(CFLAGS) $(LINK) -o $@ $< $(LIB) $(LIBS)
$(B)/fuzzers/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $< $(LIB) $(LIBS)

setup:			## installs what is missing: packages, npm ci
	tools/setup.sh
www: | setup		## builds the front end into www/dist
	tools/www.sh
run: | setup		## starts a private instance under var/ (PORT=8080 TLS=1 DIR=var)
	$(MAKE) --no-print-directory -j$(shell nproc) programs
	tools/www.sh
	$(call INSTANCE,start)
stop:			## stops it
	@$(call INSTANCE,stop)
status:			## what of it runs
	@$(call INSTANCE,status)
url:			## prints its bare address
	@$(call INSTANCE,url)
accounts:		## prints the demonstration accounts as TSV
	@$(call INSTANCE,accounts)
check: | setup		## runs every test; needs nothing running, leaves nothing running
	tests/check.sh
check-%: | setup	## runs one level: lint unit fuzz setup sql http directory browser
	tests/check.sh $*
fuzz: | setup		## runs each fuzz target for ten minutes (SECONDS_EACH=600)
	FUZZ_SECONDS=$(or $(SECONDS_EACH),600) tests/fuzz/run.sh
bench: | setup		## fills ten million rows and measures, about an hour
	tests/bench/run.sh
prove:			## compares the counters of the running instance with its rows
	tools/prove.sh $(DIR)
schema:			## rewrites sql/schema.sql from a migrated database
	tools/schema.sh
install: programs	## installs for production below DESTDIR (docs/operations.md)
	tools/install.sh "$(DESTDIR)"
clean:			## removes what was built; var/ stays
	rm -rf build www/dist
help:			## this list
	@sed -n 's/^\([a-z%-]*\):[^#]*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

-include $(LIB_OBJECTS:.o=.d) $(PROGRAMS:$(B)/yilian-%=$(B)/fcgi/main_%.d) \
	$(SUPERVISOR_OBJECTS:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
