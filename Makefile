# Everything happens in .venv/, which `make setup` makes; the second time it does nothing.
# Without make (Windows): python -m venv .venv, then see README.md.

# The first Python that has tomllib, which came with 3.11.
PYTHON = $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import tomllib' 2>/dev/null && echo $$name && break; done)
BIN = .venv/bin
NO_PYTHON = No Python 3.11 or newer was found (looked for python3, python3.14 … python3.11, python). \
	Install one (Debian 12, Ubuntu 24.04: sudo apt-get install python3), then run make again. \
	没有找到 Python 3.11 或更新的版本，请先安装

.DEFAULT_GOAL := help
.PHONY: help setup app-setup test-setup demo app test lint docs screenshots translations bench bench-fit fit-pictures soak lock clean

help: ## show this list
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv and install what mmskit needs  准备运行环境
	@$(or $(PYTHON),$(error $(NO_PYTHON))) tools/setup.py

app-setup:
	@$(or $(PYTHON),$(error $(NO_PYTHON))) tools/setup.py --app

test-setup:
	@$(or $(PYTHON),$(error $(NO_PYTHON))) tools/setup.py --tests

demo: setup ## the whole trip on the embedded sandbox; pictures in build/demo/  完整演示
	@$(BIN)/mmskit demo

app: app-setup ## the desktop app; make app FILE=some.mmsx opens a message  桌面程序
	@$(BIN)/mmskit gui $(if $(FILE),"$(FILE)")

test: test-setup ## run every test  运行全部测试
	@$(BIN)/python -m pytest

lint: setup ## style, strict types, and who may import whom  代码检查
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy tools
	$(BIN)/lint-imports

docs: setup ## write docs/reference/ from the docstrings  生成参考文档
	$(BIN)/python tools/reference.py

screenshots: test-setup ## make the pictures of the app for the documentation  生成界面截图
	$(BIN)/python tools/screenshots.py

translations: setup ## gather the app's sentences and compile their translations  更新界面翻译
	$(BIN)/python tools/translations.py

bench: setup ## measure what the README claims about speed  性能测量
	@for file in benchmarks/[a-z]*.py; do $(BIN)/python $$file || exit; done

bench-fit: setup ## measure how good pictures look at the byte  压缩质量评测
	@$(BIN)/python benchmarks/bench_fit.py

fit-pictures: setup ## write docs/fit-pictures.md, before and after fit  生成压缩前后对比页
	$(BIN)/python tools/fit_pictures.py

soak: setup ## kill campaigns at random, 1,000 times; ROUNDS=50 for fewer  长时间反复中断测试
	$(BIN)/python tools/soak.py $(ROUNDS)

lock: ## refresh constraints.txt, the exact versions of `make setup` (needs uv)  更新版本锁定
	{ grep -h '^#' constraints.txt; printf 'hatchling\neditables\n' | uv pip compile --universal \
	  --upgrade --quiet --no-header --no-annotate --group dev pyproject.toml -; } > constraints.new
	mv constraints.new constraints.txt

clean: ## remove everything that was made, .venv included  清理
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
