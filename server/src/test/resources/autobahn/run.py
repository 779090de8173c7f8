# Runs Autobahn's suite as a client (Python 2.7, as Jython speaks it): URL, folder for reports, cases left out.
import sys
from autobahntestsuite import wstest

wstest.start({'mode': 'fuzzingclient'}, {
    'failByDrop': False,
    'outdir': sys.argv[2],
    'servers': [{'agent': 'wsctl', 'url': sys.argv[1], 'options': {'version': 18}}],
    'cases': ['*'],
    'exclude-cases': sys.argv[3:],
    'exclude-agent-cases': {},
})
