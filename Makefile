.PHONY: run test talk

run: ## set everything up and start the whole service on http://localhost:8080
	@./orisoin run

test: ## set everything up and run every check that CI runs
	@./orisoin test

talk: ## a conversation in the terminal
	@./orisoin talk
