"""More notebooks for the tests of `coursework.grading.tuning.peeking`, in students' style.

They were written after the code that they test, to see what it does not know.
"""
# ruff: noqa: E501

from peeking_notebooks import BEST_SO_FAR, LOAD, NETWORK, REPORT, SEALED, SPLIT

MORE_SELECTS = {
    "list loop idx": [
        LOAD,
        """
acc_list=[]
for i in range(len(params)):
    nn = TwoLayerNN(784, params[i]['h'], 10)
    nn.train(X_train, Y_train, X_val, Y_val, params[i]['lr'], 3, 32)
    pred, _ = nn.forward(X_test)
    acc = nn.evaluate(Y_test, pred)
    acc_list.append(acc)
idx = acc_list.index(max(acc_list))
final = params[idx]
""",
    ],
    "dict of lists": [
        LOAD,
        """
history = {'train_acc': [], 'test_acc': []}
for epoch in range(10):
    for xb, yb in load_batch(X_train, Y_train, 32):
        model.train_step(xb, yb, 32, .1)
    history['train_acc'].append(model.evaluate(Y_train, model.forward(X_train)[0]))
    history['test_acc'].append(model.evaluate(Y_test, model.forward(X_test)[0]))
best_epoch = np.argmax(history['test_acc'])
""",
    ],
    "negative key sorted": [
        LOAD,
        """
res = []
for h in [32,64]:
    m = TwoLayerNN(784,h,10); m.train(X_train,Y_train,X_test,Y_test,.1,5,32)
    loss, acc = loss_and_accuracy(m, X_test, Y_test)
    res.append((h, loss, acc))
res = sorted(res, key=lambda r: -r[2])
""",
    ],
    "tuple return search fn": [
        LOAD,
        """
def search(lrs):
    best = None; best_acc = -1
    for lr in lrs:
        m = TwoLayerNN(784,64,10)
        hist = m.train(X_train,Y_train,X_test,Y_test,lr,5,32)
        if hist[-1]['valid_acc'] > best_acc:
            best_acc = hist[-1]['valid_acc']; best = lr
    return best, best_acc
best, acc = search([.1,.2])
""",
    ],
    "np array column": [
        LOAD,
        """
out = np.zeros((3,2))
for i, lr in enumerate(lrs):
    m = TwoLayerNN(784,64,10); m.train(X_train,Y_train,X_val,Y_val,lr,5,32)
    out[i, 0] = lr
    out[i, 1] = m.evaluate(Y_test, m.forward(X_test)[0])
best = out[:,1].argmax()
""",
    ],
    "manual gd": [
        LOAD,
        """
best_acc=0
for it in range(1000):
    Z1 = X_train @ W1 + b1
    W1 -= lr*dW1; W2 -= lr*dW2
    A = leaky_relu(X_test @ W1 + b1) @ W2 + b2
    acc = np.mean(np.argmax(A,1)==np.argmax(Y_test,1))
    if acc > best_acc:
        best_acc = acc; bestW = W1.copy(), W2.copy()
""",
    ],
    "patience": [
        LOAD,
        """
patience=0; best=1e9
for e in range(100):
    model.train_step(X_train, Y_train, 48000, .1)
    y,_ = model.forward(X_test)
    L = model.compute_loss(Y_test,y)
    if L < best:
        best = L
        patience = 0
    else:
        patience += 1
    if patience == 5: break
""",
    ],
    "functions with test param names": [
        LOAD,
        """
def fit_eval(cfg, Xtr, Ytr, Xte, Yte):
    net = TwoLayerNN(784, cfg['num_hiddens'], 10)
    net.train(Xtr, Ytr, Xte, Yte, cfg['lr'], cfg['n_epochs'], cfg['batch_size'])
    return net.evaluate(Yte, net.forward(Xte)[0]), net
results = [fit_eval(c, X_train, Y_train, X_test, Y_test) for c in cfgs]
best = max(results, key=lambda t: t[0])
""",
    ],
    "lambda eval": [
        LOAD,
        """
ev = lambda m: m.evaluate(Y_test, m.forward(X_test)[0])
ms = [fit(h) for h in (16,32)]
best = sorted(ms, key=ev)[-1]
""",
    ],
    "class attr best": [
        LOAD,
        """
class Tuner:
    def __init__(self):
        self.best = 0
    def run(self):
        for lr in (.1,.2):
            m = TwoLayerNN(784,64,10)
            m.train(X_train,Y_train,X_val,Y_val,lr,5,32)
            a = m.evaluate(Y_test, m.forward(X_test)[0])
            if a > self.best:
                self.best = a
                self.lr = lr
t = Tuner()
t.run()
""",
    ],
    "open_test each": [
        SEALED,
        """
best = {}
for lr in (.1,.2):
    m = TwoLayerNN(784,64,10)
    m.train(X_train,Y_train,X_val,Y_val,lr,5,32)
    X_t, Y_t = load_mnist(rng=np.random.default_rng(0)).open_test(m)
    s = m.evaluate(Y_t, m.forward(X_t)[0])
    if not best or s > best['s']: best = dict(s=s, lr=lr)
""",
    ],
    "best = max tuple": [
        LOAD,
        """
best=(0,None)
for lr in (.1,.2):
    m = TwoLayerNN(784,64,10)
    m.train(X_train,Y_train,X_val,Y_val,lr,5,32)
    best = max(best, (m.evaluate(Y_test, m.forward(X_test)[0]), lr))
""",
    ],
}
MORE_INNOCENT = {
    "val named valid both printed": [
        LOAD,
        SPLIT,
        """
best=0
for lr in (.1,.2):
    m = TwoLayerNN(784,64,10)
    h = m.train(X_train,Y_train,X_valid,Y_valid,lr,5,32)
    if h[-1]['valid_acc'] > best:
        best = h[-1]['valid_acc']; best_model = m; best_lr=lr
""",
        "y,_=best_model.forward(X_test)\nprint(best_model.evaluate(Y_test,y))\nprint('margin', np.sort(y,axis=1)[:, -1].min())",
    ],
    "digit grid": [
        LOAD,
        """
y,_=model.forward(X_test)
pred=np.argmax(y,1); label=np.argmax(Y_test,1)
for d in range(10):
    idx = np.where((label==d)&(pred!=d))[0]
    if len(idx) > 0:
        i = idx[0]
        plt.subplot(2,5,d+1); plt.imshow(X_test[i].reshape(28,28)); plt.title(f"{pred[i]}")
accs = {}
for d in range(10):
    accs[d] = (pred[label==d]==d).mean()
print(sorted(accs.items(), key=lambda kv: kv[1]))
worst = min(accs, key=accs.get)
""",
    ],
    "unsplit sklearn": [
        "X, y = fetch_openml('mnist_784', return_X_y=True)",
        "X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=1/7)",
        "X_train, X_val, y_train, y_val = train_test_split(X_train, y_train, test_size=1/6)",
        """
best=0
for lr in (.1,.2):
    m=TwoLayerNN(784,64,10); m.train(X_train,y_train,X_val,y_val,lr,4,32)
    a=m.evaluate(y_val, m.forward(X_val)[0])
    if a>best: best=a; bm=m
print('test acc', bm.evaluate(y_test, bm.forward(X_test)[0]))
""",
    ],
    "keras val": [
        "(x_train, y_train), (x_test, y_test) = load_mnist_keras()",
        "x_val, x_train = x_train[:12000], x_train[12000:]\ny_val, y_train = y_train[:12000], y_train[12000:]",
        """
accs=[]
for lr in (.1,.2):
    m=TwoLayerNN(784,64,10); m.train(x_train,y_train,x_val,y_val,lr,4,32)
    accs.append(m.evaluate(y_val, m.forward(x_val)[0]))
best=np.argmax(accs)
""",
        "loss, acc = evaluate_model(m, x_test, y_test)\nprint(loss, acc)",
    ],
    "history plot and best epoch with own train with test none": [
        LOAD,
        NETWORK,
        """
model = TwoLayerNN(784,64,10)
history = model.train(X_train,Y_train,X_valid,Y_valid,.1,5,32)
best = max(history, key=lambda r: r['valid_acc'])
va = [r['valid_acc'] for r in history]
plt.plot(va)
print(max(va), np.argmax(va))
""",
        REPORT,
    ],
    "final by seeds val": [
        LOAD,
        """
models=[]
for seed in range(3):
    np.random.seed(seed)
    m=TwoLayerNN(784,64,10); m.train(X_train,Y_train,X_val,Y_val,.1,4,32)
    models.append((m.evaluate(Y_val,m.forward(X_val)[0]), seed, m))
best=max(models, key=lambda t:t[0])
print('test accuracy', best[2].evaluate(Y_test, best[2].forward(X_test)[0]))
""",
    ],
    "speed test timing": [
        LOAD,
        """
times=[]
for n in (10,100):
    t=time.time(); model.forward(X_test[:n]); times.append(time.time()-t)
print(min(times), np.argmin(times))
""",
    ],
    "compare_val_test": [
        LOAD,
        REPORT,
        """
test_acc = model.evaluate(Y_test, y)
valid_acc = model.evaluate(Y_valid, model.forward(X_valid)[0])
if test_acc < valid_acc:
    print('overfit')
    comment = 'overfit'
else:
    comment = 'fine'
""",
    ],
    "Dataset class": [
        """
class Data:
    def __init__(self):
        self.X_train, self.Y_train, self.X_test, self.Y_test = load_data()
data = Data()
X_val, Y_val = data.X_train[48000:], data.Y_train[48000:]
""",
        """
best=0
for lr in (.1,.2):
    m=TwoLayerNN(784,64,10); m.train(data.X_train[:48000],data.Y_train[:48000],X_val,Y_val,lr,4,32)
    a=m.evaluate(Y_val, m.forward(X_val)[0])
    if a>best: best=a; bm=m
print('test acc', bm.evaluate(data.Y_test, bm.forward(data.X_test)[0]))
""",
    ],
    "dict data": [
        "d = dict(zip(['X_train','Y_train','X_test','Y_test'], load_data()))",
        """
best=0
for lr in (.1,.2):
    m=TwoLayerNN(784,64,10); m.train(d['X_train'][:48000],d['Y_train'][:48000],d['X_train'][48000:],d['Y_train'][48000:],lr,4,32)
    a=m.evaluate(d['Y_train'][48000:], m.forward(d['X_train'][48000:])[0])
    if a>best: best=a; bm=m
print('test acc', bm.evaluate(d['Y_test'], bm.forward(d['X_test'])[0]))
""",
    ],
    "unittest names": [
        "def test_softmax():\n    y = softmax(np.ones((2,3)))\n    assert np.allclose(y, 1/3)\ntest_softmax()",
        "X_test = np.array([[1.,2.],[3.,4.]])\nprint(softmax(X_test), leaky_relu(X_test).max())",
        LOAD,
        BEST_SO_FAR % ("valid", "valid"),
        REPORT,
    ],
    "train prob test small gradient check": [
        "X_test = np.random.randn(5, 784); Y_test = np.eye(10)[:5]\nmodel = TwoLayerNN(784, 4, 10)\ny, ff = model.forward(X_test)\ng = model.backward(X_test, Y_test, ff)\nprint(model.compute_loss(Y_test, y))\nfor name in model.params:\n    num = numerical_gradient(lambda: model.compute_loss(Y_test, model.forward(X_test)[0]), model.params[name])\n    err = np.abs(num - g['d'+name]).max()\n    if err > 1e-6:\n        bad = name\n        break",
        LOAD,
        SPLIT,
        BEST_SO_FAR % ("valid", "valid"),
        REPORT,
    ],
    "resplit": [
        LOAD,
        "X = np.concatenate([X_train, X_test]); Y = np.concatenate([Y_train, Y_test])\nX_train, X_val, X_test = X[:50000], X[50000:60000], X[60000:]\nY_train, Y_val, Y_test = Y[:50000], Y[50000:60000], Y[60000:]",
        BEST_SO_FAR % ("val", "val"),
        REPORT,
    ],
}
