package dev.podwright.inventory;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the arguments that Ansible would pass to `ssh`, as far as they have a counterpart here. As with `ssh`,
/// the first value of an option counts.
final class SshArguments {
    private static final Map<String, String> LETTERS =
            Map.of("i", "identity_file", "p", "port", "l", "user", "J", "proxy_jump", "F", "ssh_config");
    private static final Map<String, String> OPTIONS = Map.of(
            "userknownhostsfile", "known_hosts",
            "stricthostkeychecking", "host_key_checking",
            "connecttimeout", "connect_timeout",
            "identityfile", "identity_file",
            "port", "port",
            "user", "user",
            "proxyjump", "proxy_jump",
            "kexalgorithms", "kex_algorithms");

    /// Letters of `ssh` that take a value.
    private static final String WITH_VALUE = "BbcDEeFIiJLlmOopPQRSWw";

    /// The usual way to write a jump host before ProxyJump was.
    private static final Pattern JUMP_COMMAND =
            Pattern.compile("ssh\\s+(?:-q\\s+)?-W\\s+\\S*%h\\S*%p\\S*\\s+(?:-q\\s+)?([^\\s-]\\S*)");

    private final YamlNode.Scalar arguments;
    private final Problems problems;
    private final Map<String, YamlNode> found = new LinkedHashMap<>();
    private final List<String> unused = new ArrayList<>();

    SshArguments(YamlNode.Scalar arguments, Problems problems) {
        this.arguments = arguments;
        this.problems = problems;
    }

    /// Our variables by name; the rest is named in one warning.
    Map<String, YamlNode> variables() {
        Deque<String> words = new ArrayDeque<>(Words.split(arguments.text()));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (word.length() < 2 || word.charAt(0) != '-') {
                unused.add(word);
            } else {
                letters(word, words);
            }
        }
        if (!unused.isEmpty()) {
            problems.warn(
                    arguments.location(),
                    "arguments of ssh that have no counterpart here are not used: " + String.join(", ", unused),
                    "options for ssh can stand in an SSH configuration file, see \"ssh_config\"");
        }
        return found;
    }

    /// One word of letters: `-C`, `-p22`, `-p 22`, `-Cp 22`.
    private void letters(String word, Deque<String> following) {
        for (int i = 1; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            if (!WITH_VALUE.contains(letter)) {
                unused.add("-" + letter);
                continue;
            }
            String attached = word.substring(i + 1);
            String value = attached.isEmpty() && !following.isEmpty() ? following.removeFirst() : attached;
            letter(letter, value);
            return;
        }
    }

    private void letter(String letter, String value) {
        String name = LETTERS.get(letter);
        if (letter.equals("o")) {
            option(value);
        } else if (name == null || value.isEmpty()) {
            unused.add("-" + letter);
        } else {
            put(name, value);
        }
    }

    /// `Name=value` or `Name value`; names have no case.
    private void option(String text) {
        String[] parts = text.strip().split("\\s*=\\s*|\\s+", 2);
        String value = parts.length < 2 ? "" : parts[1];
        String name = OPTIONS.get(parts[0].toLowerCase(Locale.ROOT));
        Matcher jump = JUMP_COMMAND.matcher(value);
        if (parts[0].equalsIgnoreCase("ProxyCommand") && jump.matches()) {
            put("proxy_jump", jump.group(1));
        } else if (name == null || value.isEmpty() || hasNoCounterpart(name, value)) {
            unused.add(parts[0]);
        } else {
            put(name, value);
        }
    }

    /// OpenSSH has key exchanges that aren't known here.
    private static boolean hasNoCounterpart(String name, String value) {
        return name.equals("kex_algorithms")
                && new KeyExchanges(value).mistake().isPresent();
    }

    private void put(String name, String value) {
        found.putIfAbsent(name, new YamlNode.Scalar(arguments.location(), value, value, true, ""));
    }
}
