.PHONY: run test talk bench soak

run: ## set everything up and start the whole service on http://localhost:8080
	@./orisoin run

test: ## set everything up and run every check that CI runs
	@./orisoin test

talk: ## a conversation in the terminal
	@./orisoin talk

bench: ## stock Rasa and this service side by side; writes docs/performance.md
	@./orisoin bench

soak: ## eight hours of conversations with a service of its own: nothing lost, memory flat
	@./orisoin soak
