# make test ARGS="-k digest" · make setup PYTHON=python3.13 VENV=/some/where · make lock ARGS=--upgrade
VENV ?= .venv
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
ARGS ?=
FAULT_RUNS ?= 500
FAULT_SEED ?= 1
FAULT_POLICY ?=
HOSTILE_EXAMPLES ?= 5000
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --no-input --disable-pip-version-check
# lunar-python, for tests, comes as source only; it is built by the pinned setuptools, like we are.
LOCKED := $(PIP) --require-hashes --no-build-isolation --only-binary :all: --no-binary lunar-python
COMPILE := $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header

# An environment whose Python is gone has nothing installed.
$(shell test -x $(PY) || rm -f $(VENV)/.run $(VENV)/.dev $(VENV)/.bench)

.NOTPARALLEL:
.PHONY: help setup demo test check bench faults hostile fmt pictures lock clean

help: ## 显示帮助 | this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/.run ## 安装到 .venv | install into .venv
	@:

demo: setup ## 在浏览器里试用 | try it in a browser
	@$(VENV)/bin/jianfu demo $(ARGS)

test: $(VENV)/.dev ## 运行测试 | run the tests
	@PYTHONDONTWRITEBYTECODE= $(PY) -m pytest -n auto --dist loadfile $(ARGS)

check: $(VENV)/.dev ## 检查代码 | lint, format, types, imports
	@echo "· ruff check"; $(PY) -m ruff check -q .
	@echo "· ruff format"; $(PY) -m ruff format --check .
	@echo "· mypy"; $(PY) -m mypy --no-error-summary
	@echo "· lint-imports"; out=$$($(VENV)/bin/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }

bench: $(VENV)/.bench ## 与同类工具对比 | measure beside our peers
	@$(PY) -m bench $(ARGS)

faults: $(VENV)/.dev ## 反复杀进程,看一览丢不丢 | kill the bot at every boundary
	@FAULT_RUNS=$(FAULT_RUNS) FAULT_SEED=$(FAULT_SEED) FAULT_POLICY=$(FAULT_POLICY) $(PY) -m tests.faults

hostile: $(VENV)/.dev ## 攻击网页,看有没有漏洞 | attack the board out of its route table
	@HOSTILE_EXAMPLES=$(HOSTILE_EXAMPLES) $(PY) -m pytest tests/web/test_hostile.py $(ARGS)

fmt: $(VENV)/.dev ## 整理格式 | format the code
	@$(PY) -m ruff check -q --fix-only . && $(PY) -m ruff format -q .

pictures: $(VENV)/.dev ## 重拍说明里的图 | take the READMEs' pictures
	@$(PY) -m tests.browser.pictures

lock: $(VENV)/.dev ## 重建依赖清单 | re-create requirements/*.txt
	@$(COMPILE) requirements/build.in -o requirements/build.txt $(ARGS)
	@$(COMPILE) pyproject.toml -c requirements/build.txt -o requirements/run.txt $(ARGS)
	@$(COMPILE) requirements/dev.in -o requirements/dev.txt $(ARGS)
	@$(COMPILE) requirements/bench.in -o requirements/bench.txt $(ARGS)
	@! grep -n '://' requirements/*.txt

clean: ## 删除 .venv 和缓存 | remove .venv and caches
	@rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache *.egg-info build
	@find bot tests bench -name __pycache__ -prune -exec rm -rf {} +

# The first Python that is new enough and complete; a dangling link of an older one must not stay.
$(PY):
	@lacks=; for p in $(PYTHON); do \
		v=$$($$p -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		$$p -c 'import ensurepip, venv' 2>/dev/null || { lacks=$${lacks:-python$$v-venv}; continue; }; \
		echo "· Python $$v → $(VENV)"; rm -f "$(VENV)"/bin/python*; exec $$p -m venv "$(VENV)"; \
	done; \
	if [ "$$lacks" ]; then echo "缺少 venv:请先安装 $$lacks(sudo apt install $$lacks)"; \
	else echo "需要 Python 3.11 或更新版本,请先安装 | Python 3.11 or newer is needed"; fi >&2; exit 1

# Stamps: a step runs again when what it installs has changed. What is installed by a link is not
# compiled by pip, and the first start would be the slowest.
$(VENV)/.run: $(PY) requirements/build.txt requirements/run.txt pyproject.toml
	@echo "· 安装 jianfu | installing"
	@$(LOCKED) -r requirements/build.txt
	@$(LOCKED) -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e . && $(PY) -m compileall -q bot && touch $@

$(VENV)/.dev $(VENV)/.bench: $(VENV)/.%: requirements/%.txt $(VENV)/.run
	@echo "· 安装 $* 依赖 | installing"
	@$(LOCKED) -r $< && touch $@
