"""Plans made by hand for the tests: any title, any address, needs that point backwards."""

from hypothesis import strategies as st

from library.vocabulary import KINDS, STATUSES
from recommend.roadmap_types import STAGES, Choice, Gap, Known, Roadmap, Stage, Step

HOSTILE = [
    "<script>alert(1)</script>",
    "a --> b <!-- step s1 -->",
    '"]; click s0 call evil() %%{init}%%',
    "[x](javascript:alert(1))",
    "=HYPERLINK(1)",
    "\uff1d1+1",
    "- [x] done",
    "line\r\nBEGIN:VEVENT\r\nend",
    "注意力机制" * 30,
    "C++ & C#; a, b\\n",
    "",
]
titles = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
urls = st.sampled_from(
    [None, "https://example.org/a b(c)<d>", "javascript:alert(1)", "http://[bad", "http://e.org/ü\n"]
)
node_ids = st.one_of(titles, st.sampled_from(["s--1", "topic:x", "r1"])).filter(bool)
states_of = st.sampled_from(STATUSES)


def step(node, *needs, minutes=60, stage="Core", main=None, **more):
    """Step with a tutorial of its own."""
    main = main or Choice(f"{node}-tutorial", f"{node} tutorial", "tutorial", minutes, "usual", "near")
    return Step(node, node.upper(), stage, "Needed.", main=main, needs=needs, minutes=minutes, **more)


def roadmap(*steps, goals=("d",)):
    """Roadmap with its steps grouped by stage."""
    stages = [Stage(name, tuple(one for one in steps if one.stage == name)) for name in STAGES]
    return Roadmap(goals, tuple(stage for stage in stages if stage.steps), sum(one.minutes for one in steps))


READS = ["r1", "r2", "r3", "url:example.org/a--b>c%41"]
lengths = st.fixed_dictionaries({node: st.integers(4, 900) for node in READS})
"""Minutes by resource: one resource has one length, wherever it stands in a plan."""


@st.composite
def choices(draw, minutes):
    node, part = draw(st.sampled_from(READS)), draw(st.sampled_from([None, None, 2, 4]))
    kind, whole = draw(st.sampled_from(KINDS)), minutes[node]
    return Choice(node, draw(titles), kind, whole // (part or 1), "", "", draw(urls), whole if part else None)


@st.composite
def roadmaps(draw):
    nodes = draw(st.lists(node_ids, max_size=6, unique=True))
    minutes = draw(lengths)
    ranks = sorted(draw(st.lists(st.integers(0, 3), min_size=len(nodes), max_size=len(nodes))))
    steps = []
    for at, node in enumerate(nodes):
        needs = tuple(draw(st.lists(st.sampled_from(nodes[:at]), max_size=2, unique=True))) if at else ()
        main, rest = draw(st.none() | choices(minutes)), tuple(draw(st.lists(choices(minutes), max_size=2)))
        words = {"take": draw(titles), "main": main, "alternatives": rest, "needs": needs}
        steps.append(Step(node, draw(titles), STAGES[ranks[at]], draw(titles), **words))
    made = roadmap(*steps, goals=tuple(nodes[-1:]))
    gaps = tuple(Gap(node, node, f"nothing covers {node}") for node in nodes[:1])
    return Roadmap(made.goals, made.stages, 7, gaps, tuple(Known(one.id, one.title, "", implied=True) for one in gaps))


@st.composite
def plans_and_states(draw):
    made = draw(roadmaps())
    said = {one.id: draw(states_of) for one in made.all_steps if draw(st.booleans())}
    return made, said
