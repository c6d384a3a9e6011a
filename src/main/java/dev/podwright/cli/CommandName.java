package dev.podwright.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All commands: what they are called, how they are used, and how one is made.
enum CommandName {
    RUN("PLAYBOOK…", "Bring hosts into the state that playbooks declare"),
    PLAN("PLAYBOOK…", "Say what a run would change, and change nothing"),
    TASK("TYPE [PARAMETER=VALUE…]", "Run one task on hosts, without a playbook"),
    VALIDATE("PLAYBOOK…", "Find the mistakes in playbooks, without any host"),
    RENDER("PLAYBOOK --host PATTERN", "Show the scripts that tasks become for hosts"),
    INVENTORY("[HOST]", "Show hosts, groups and their variables"),
    FACTS("[PATTERN]", "Show what is known of hosts after connecting"),
    PING("[PATTERN]", "Say which hosts can be reached"),
    REPORT("[RUN]", "List the runs that were kept, or show one of them again"),
    TASKS("[NAME]", "List the task types, or show one's reference"),
    INIT("[DIR]", "Begin a small project that works at once"),
    SCHEMA("KIND", "Print the JSON Schema of playbooks, inventories or task types, for editors"),
    VAULT("ACTION FILE…", "Encrypt, decrypt, view, edit or rekey files as Ansible Vault does"),
    TEMPLATES("[eject NAME…]", "List the templates, or copy built-in ones out to customize them"),
    COMPLETION("SHELL", "Print what makes a shell complete Podwright's commands: bash, zsh or fish"),
    VERSION("", "Show the version");

    private final String arguments;
    private final String summary;

    CommandName(String arguments, String summary) {
        this.arguments = arguments;
        this.summary = summary;
    }

    static Optional<CommandName> find(String word) {
        return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(CommandName::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usage() {
        return ("podwright " + word() + " " + arguments).strip();
    }

    String summary() {
        return summary;
    }

    Command make() {
        return switch (this) {
            case RUN -> new RunCommand();
            case PLAN -> new PlanCommand();
            case TASK -> new TaskCommand();
            case VALIDATE -> new ValidateCommand();
            case RENDER -> new RenderCommand();
            case INVENTORY -> new InventoryCommand();
            case FACTS -> new FactsCommand();
            case PING -> new PingCommand();
            case REPORT -> new ReportCommand();
            case TASKS -> new TasksCommand();
            case INIT -> new InitCommand();
            case SCHEMA -> new SchemaCommand();
            case VAULT -> new VaultCommand();
            case TEMPLATES -> new TemplatesCommand();
            case COMPLETION -> new CompletionCommand();
            case VERSION -> new VersionCommand();
        };
    }
}
