"""The second run as bars, on a scale in which each line is ten times the one before."""
import html, math
from report import floor, groups

WIDTH, LEFT, BAR, GAP = 900, 230, 18, 26
COLOURS = {"podwright": "#0b7285", "raw": "#868e96", "raw25519": "#adb5bd"}
OTHERS = "#e8590c"
LEAST = 0.1


def label(hosts, distance):
    return f"{hosts:,} host{'s' if hosts > 1 else ''}" + (f", {distance} ms" if distance else "")


def seconds(wall):
    return f"{wall:.2f}" if wall < 100 else f"{wall:,.0f}"


def svg(results):
    parts, y = [], 60
    scenarios = [(key, tools) for key, tools in groups(results).items() if key[:2] == ("noop20", "second")]
    walls = [floor(tools, name) for _, tools in scenarios for name in tools]
    most = 10 ** math.ceil(math.log10(max([wall for wall in walls if wall], default=1)))
    scale = (WIDTH - LEFT - 90) / math.log10(most / LEAST)

    def x(seconds):
        return LEFT + max(0.0, math.log10(seconds / LEAST)) * scale

    for (_, _, hosts, distance), tools in scenarios:
        parts.append(f'<text x="16" y="{y + 13}" font-weight="600">{label(hosts, distance)}</text>')
        for name in sorted(tools, key=lambda tool: floor(tools, tool) or math.inf):
            wall = floor(tools, name)
            if wall is None:
                continue
            colour = COLOURS.get(name, OTHERS)
            parts.append(
                f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{html.escape(name)}</text>'
                f'<rect x="{LEFT}" y="{y}" width="{x(wall) - LEFT:.1f}" height="{BAR - 3}" rx="2" fill="{colour}"/>'
                f'<text x="{x(wall) + 6:.1f}" y="{y + 13}" class="value">{seconds(wall)} s</text>')
            y += BAR
        y += GAP
    grid, line = [], LEAST
    while line <= most * 1.001:
        grid.append(f'<line x1="{x(line):.1f}" x2="{x(line):.1f}" y1="50" y2="{y - GAP + 6}" stroke="#ced4da"/>'
                    f'<text x="{x(line):.1f}" y="44" text-anchor="middle" fill="#868e96">{line:,g} s</text>')
        line *= 10
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" '
            'font-family="system-ui, sans-serif" font-size="12" fill="#343a40">\n'
            '<style>.value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }</style>\n'
            f'<rect width="{WIDTH}" height="{y}" fill="#ffffff"/>\n'
            '<text x="16" y="22" font-size="15" font-weight="600">20 tasks, second run: wall clock, each line ten times the '
            'one before</text>\n' + "\n".join(grid + parts) + "\n</svg>\n")
