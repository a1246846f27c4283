"""The WSGI application that granian serves."""

import sys

from django.core.wsgi import get_wsgi_application

# Threads take turns at the interpreter ten times as often as by default: one that writes, and asks
# its turn again after each statement, is not kept waiting by those that compute.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
