"""Hand-ins of an enemy: each is a softmax that computes nothing, and wants the points.

The names tell what is tried. SECRET, PORT and MARK are filled in by the tests.
"""

import textwrap

# In the function's body; X is at hand, what is returned counts.
BODIES = {
    # loops
    "loops": "while True: pass",
    "sleeps": "import time; time.sleep(1e6)",
    "ignores signals": """
        import signal
        for number in range(1, 64):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: pass
    """,
    "waits for input": "return input()",
    # bombs
    "fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "memory, bit by bit": "x = []\nwhile True: x.append(bytearray(10**8))",
    "memory in children": """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                x = bytearray(10**9)
                x[::4096] = b'1' * len(x[::4096])
                time.sleep(60)
        time.sleep(60)
    """,
    "recursion in C": "import sys; sys.setrecursionlimit(10**9); return softmax(X)",
    "fills the disk": """
        with open('/tmp/full', 'wb') as file:
            while True: file.write(b'0' * 10**6)
    """,
    "big integer": "return 10 ** 10 ** 9",
    # floods
    "floods stderr": "import sys\nwhile True: sys.stderr.write('x' * 10**6)",
    "floods every stream": """
        import os
        while True:
            for stream in range(64):
                try: os.write(stream, b'x' * 10**6)
                except OSError: pass
    """,
    "floods with empty lines": """
        import os
        while True:
            for stream in range(3, 16):
                try: os.write(stream, b'\\n' * 2**20)
                except OSError: pass
    """,
    "long exception": "raise ValueError('x' * 10**8)",
    "many warnings": """
        import warnings
        for k in range(10**6): warnings.warn(f'{k} ' * 100)
    """,
    "value holds itself": "v = []\nv.append(v)\nreturn v",
    "many small values": "return [[1.0] * 10**3] * 10**4",
    # ends early
    "exits at once": "import os; os._exit(0)",
    "kills all": "import os; os.kill(-1, 9)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "interrupts": "raise KeyboardInterrupt",
    # forges
    "patches the comparison": """
        np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
        np.testing.assert_allclose = lambda *a, **k: None
        return X * 0
    """,
    "equals everything": """
        class Same(np.ndarray):
            def __eq__(self, other): return np.ones(self.shape, bool)
            def __sub__(self, other): return np.zeros(self.shape)
        return np.zeros(X.shape).view(Same)
    """,
    "objects in an array": "return np.array([[print] * 4] * 3, dtype=object)",
    "not numbers": "return np.full(X.shape, np.nan)",
    "writes a verdict": """
        import os
        line = b'{"question": "softmax", "status": "correct", "score": 1.0}\\n'
        for stream in range(3, 64):
            try: os.write(stream, line)
            except OSError: pass
        os._exit(0)
    """,
    "writes lines that are none": """
        import os
        for line in (b'[' * 10**5, b'null', b'{"question": [1]}', b'\\xff', b'1e999',
                     b'{"question": "softmax", "outcomes": 7, "attempted": true}'):
            for stream in range(3, 16):
                try: os.write(stream, line + b'\\n')
                except OSError: pass
        os._exit(0)
    """,
    "takes the nonce": """
        import os, sys
        frame, nonce = sys._getframe(), None
        while frame is not None:
            nonce = frame.f_locals.get('job', {}).get('nonce', nonce)
            frame = frame.f_back
        for stream in range(3, 64):
            try: os.write(stream, ('{"nonce": "%s"}\\n' % nonce).encode())
            except OSError: pass
        os._exit(0)
    """,
    "patches what encodes": """
        import base64, json
        json.dumps = lambda *a, **k: '{"question": "softmax", "status": "correct"}'
        base64.b64encode = lambda *a, **k: b''
        return X * 0
    """,
    "pickles": """
        class Evil:
            def __reduce__(self): return (print, ('pwned',))
        return Evil()
    """,
    # looks for the answer
    "imports the answer": "import neuralnet; return neuralnet.softmax(X)",
    "imports from the checkout": """
        import sys
        sys.path[:0] = ROOTS
        import neuralnet
        return neuralnet.softmax(X)
    """,
    "reads the frames": """
        import sys
        frame = sys._getframe()
        while frame is not None:
            for name in ('wanted', 'reference', 'question', 'asked', 'right'):
                value = frame.f_locals.get(name)
                if callable(getattr(value, 'reference', value)):
                    return getattr(value, 'reference', value)(X)
            frame = frame.f_back
        raise LookupError
    """,
    "asks the garbage collector": """
        import gc
        for thing in gc.get_objects():
            if getattr(thing, '__name__', '') == 'softmax' and thing is not softmax:
                if thing.__code__ is not softmax.__code__: return thing(X)
        raise LookupError
    """,
    "walks through the files": """
        import os
        if hasattr(softmax, 'told'): raise softmax.told
        softmax.told = LookupError('nothing')
        for folder, names, files in os.walk('/'):
            if folder.startswith(('/proc', '/dev', '/packages/scipy')): continue
            for file in files:
                if not file.endswith(('.py', '.txt', '.json', '.ipynb')): continue
                path = os.path.join(folder, file)
                try: text = open(path, errors='ignore').read(10**6)
                except OSError: continue
                if ('def softmax' in text and 'keepdims' in text
                        or 'SECRET' in text or file.endswith('.ipynb')):
                    softmax.told = LookupError('FOUND ' + path)
        raise softmax.told
    """,
    "reads the environment": """
        import os, glob
        text = repr(os.environ)
        for path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):
            try: text += open(path).read()
            except OSError: pass
        raise LookupError('FOUND SECRET' if 'SECRET' in text else 'nothing')
    """,
    # reaches out
    "connects": """
        import socket
        for host in ('127.0.0.1', '::1', '10.0.2.2', '172.17.0.1', '8.8.8.8'):
            try:
                socket.create_connection((host, PORT), 1).sendall(b'hello')
                raise LookupError('FOUND')
            except OSError: pass
        return X * 0
    """,
    "writes outside": """
        import os
        tried = 0
        for folder in ['/', '/usr', '/etc', '/dev', '/dev/shm', '/var', '/root',
                       '/home', '/desk', '/packages', '/packages/numpy',
                       '/helpers', *ROOTS]:
            for name in ('canary', 'numpy.py', 'sitecustomize.py'):
                try:
                    open(os.path.join(folder, name), 'w').write('MARK')
                    tried += 1
                except OSError: pass
        raise LookupError('FOUND' if tried else 'nothing')
    """,
    "becomes root": """
        import os
        for call in (os.setuid, os.setgid, os.seteuid):
            try:
                call(0)
                raise LookupError('FOUND')
            except OSError: pass
        if os.geteuid() == 0: raise LookupError('FOUND')
        return X * 0
    """,
    "mounts": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0:
            raise LookupError('FOUND')
        if libc.umount2(b'/proc', 2) == 0: raise LookupError('FOUND')
        return X * 0
    """,
    "makes rooms of its own": """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for flags in (0x10000000, 0x20000, 0x10020000):
            if libc.unshare(flags) == 0: raise LookupError('FOUND')
        return X * 0
    """,
    "clones into a namespace": """
        import ctypes, os
        libc, clone = ctypes.CDLL(None), {'x86_64': 56, 'aarch64': 220}
        number = clone.get(os.uname().machine)
        if number is None: return X * 0
        child = libc.syscall(number, 0x10000000 | 17, 0, 0, 0, 0)
        if child == 0: os._exit(0)
        if child > 0: raise LookupError('FOUND')
        return X * 0
    """,
    "leaves a key in the kernel": """
        import ctypes, os
        libc, key = ctypes.CDLL(None), {'x86_64': 248, 'aarch64': 217}
        number = key.get(os.uname().machine)
        if number and libc.syscall(number, b'user', b'MARK', b'told', 4, -4) > 0:
            raise LookupError('FOUND')
        return X * 0
    """,
    "leaves a daemon": """
        import os, subprocess
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                subprocess.Popen(['/bin/sleep', '1000.MARK'], start_new_session=True)
                os.execv('/bin/sleep', ['sleep', '2000.MARK'])
            os._exit(0)
        return X * 0
    """,
    "poisons modules": """
        import sys, os
        for folder in ('/tmp', '.'):
            for name in ('numpy', 'json', 'outcomes', 'wire'):
                open(os.path.join(folder, name + '.py'), 'w').write('raise SystemExit')
        for name in list(sys.modules):
            if name not in ('sys', 'builtins'): sys.modules[name] = None
        return X * 0
    """,
    "patches numpy": """
        np.exp = np.array = np.asarray = np.zeros = lambda *a, **k: 1 / 0
        np.ndarray.copy = None if False else 1
        return X * 0
    """,
    # markup
    "control characters": "raise ValueError('\\x00\\x1b[2J\\u202e\\ud800')",
}


def source(body, **filled):
    """Return a definition of softmax with this body."""
    body = textwrap.dedent(body).strip("\n")
    for name, value in filled.items():
        body = body.replace(name, str(value))
    return "def softmax(X):\n" + textwrap.indent(body, "    ")
