package dev.podwright.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tasks × hosts: a table a play, a row a task, a cell a host. A task that ran several times on a host, as handlers
/// may, has all its states in one cell.
record HtmlMatrix(HtmlRun run) {

    List<Map<String, Object>> plays() {
        Map<Integer, Map<Integer, List<HtmlTask>>> plays = new TreeMap<>();
        for (HtmlTask task : run.tasks()) {
            plays.computeIfAbsent(task.play(), _ -> new TreeMap<>())
                    .computeIfAbsent(task.event().id(), _ -> new ArrayList<>())
                    .add(task);
        }
        List<Map<String, Object>> tables = new ArrayList<>();
        plays.forEach((play, rows) -> tables.add(Map.of(
                "name",
                run.playName(play),
                "rows",
                rows.values().stream().map(this::row).toList())));
        return tables;
    }

    private Map<String, Object> row(List<HtmlTask> sameTask) {
        HtmlTask first = sameTask.getFirst();
        Map<String, List<HtmlTask>> byHost = sameTask.stream()
                .collect(Collectors.groupingBy(task -> task.event().host()));
        return Map.of(
                "name", first.name(),
                "type", first.event().type(),
                "place", first.event().location().toString(),
                "notable", sameTask.stream().anyMatch(task -> task.state().isNotable()),
                "cells",
                        run.hosts().stream()
                                .map(host -> cell(byHost.getOrDefault(host, List.of())))
                                .toList());
    }

    private static List<Map<String, Object>> cell(List<HtmlTask> tasks) {
        return tasks.stream().map(HtmlTask::link).toList();
    }
}
