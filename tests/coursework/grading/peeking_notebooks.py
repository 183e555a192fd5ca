"""Notebooks for the tests of `coursework.grading.tuning.peeking`, each a list of cells.

SELECTS choose by the test set, LOOKS look at it in a loop or twice without a choice
that the code shows, INNOCENT do neither.
"""

LOAD = "X_train, Y_train, X_test, Y_test = load_data()"
SPLIT = """\
X_valid, Y_valid = X_train[48000:], Y_train[48000:]
X_train, Y_train = X_train[:48000], Y_train[:48000]
"""
SEALED = """\
data = load_mnist(rng=np.random.default_rng(0))
X_train, Y_train = data.X_train, data.Y_train
X_val, Y_val = data.X_val, data.Y_val
"""
NETWORK = """\
class TwoLayerNN:
    def __init__(self, input_dim, num_hiddens, num_classes):
        self.params = self.initialize_parameters(input_dim, num_hiddens, num_classes)

    def forward(self, X):
        Z1 = X @ self.params["W1"] + self.params["b1"]
        A1 = leaky_relu(Z1)
        Z2 = A1 @ self.params["W2"] + self.params["b2"]
        y = softmax(Z2)
        return y, {"Z1": Z1, "A1": A1, "Z2": Z2, "y": y}

    def compute_loss(self, Y, Y_hat):
        return -np.mean(np.log(Y_hat[Y == 1]))

    def evaluate(self, Y, Y_hat):
        return np.mean(Y.argmax(axis=1) == Y_hat.argmax(axis=1))

    def train_step(self, X_batch, Y_batch, batch_size, lr):
        _, ff_dict = self.forward(X_batch)
        grads = self.backward(X_batch, Y_batch, ff_dict)
        for name in self.params:
            self.params[name] -= lr * grads["d" + name] / batch_size

    def train(self, X, Y, X_val, Y_val, lr, n_epochs, batch_size, log_interval=1):
        history = []
        for epoch in range(n_epochs):
            for X_batch, Y_batch in load_batch(X, Y, batch_size):
                self.train_step(X_batch, Y_batch, batch_size, lr)
            if epoch % log_interval == 0:
                row = {"epoch": epoch}
                for part, A, B in (("train", X, Y), ("valid", X_val, Y_val)):
                    y, _ = self.forward(A)
                    row[part + "_loss"] = self.compute_loss(B, y)
                    row[part + "_acc"] = self.evaluate(B, y)
                history.append(row)
                print(f"epoch {epoch:02d} - valid acc: {row['valid_acc']:.3f}")
        return history
"""
BEST_SO_FAR = """\
best_acc = 0
for lr in [0.01, 0.1, 1.0]:
    for h in [32, 64]:
        model = TwoLayerNN(784, h, 10)
        model.train(X_train, Y_train, X_valid, Y_valid, lr, 2, 64)
        y_hat, _ = model.forward(X_%s)
        acc = model.evaluate(Y_%s, y_hat)
        if acc > best_acc:
            best_acc, best_lr, best_h = acc, lr, h
"""
REPORT = """\
y, _ = model.forward(X_test)
print(f"test loss {model.compute_loss(Y_test, y):.4f}")
print(f"test accuracy {model.evaluate(Y_test, y):.4f}")
"""

SELECTS = {
    "best so far": [LOAD, SPLIT, BEST_SO_FAR % ("test", "test")],
    "best so far, own class": [LOAD, SPLIT, NETWORK, BEST_SO_FAR % ("test", "test")],
    "argmax of a list": [
        LOAD,
        """\
accs = []
for lr in lrs:
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    accs.append(model.evaluate(Y_test, model.forward(X_test)[0]))
""",
        "best_lr = lrs[np.argmax(accs)]",
    ],
    "max of a dictionary by get": [
        LOAD,
        """\
results = {}
for lr in lrs:
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    results[lr] = model.evaluate(Y_test, model.forward(X_test)[0])
best_lr = max(results, key=results.get)
""",
    ],
    "sorted by key": [
        LOAD,
        """\
trials = []
for lr, h in product(lrs, hs):
    model = TwoLayerNN(784, h, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    valid_acc = model.evaluate(Y_valid, model.forward(X_valid)[0])
    test_acc = model.evaluate(Y_test, model.forward(X_test)[0])
    trials.append({"lr": lr, "h": h, "valid_acc": valid_acc, "test_acc": test_acc})
trials.sort(key=lambda trial: trial["test_acc"], reverse=True)
""",
    ],
    "a function that trains and tests": [
        LOAD,
        """\
def run(lr, h):
    model = TwoLayerNN(784, h, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    return model.evaluate(Y_test, model.forward(X_test)[0])
""",
        """\
scores = [(run(lr, h), lr, h) for lr in (0.1, 0.3) for h in (32, 64)]
best = max(scores)
""",
    ],
    "the same with the test set as arguments": [
        LOAD,
        """\
def run(X, Y, A, B, lr):
    model = TwoLayerNN(784, 64, 10)
    for epoch in range(3):
        for x, y in load_batch(X, Y, 64):
            model.train_step(x, y, 64, lr)
    return np.mean(model.forward(A)[0].argmax(1) == B.argmax(1))

best, best_lr = -1, None
for lr in (0.1, 0.3):
    accuracy = run(X_train, Y_train, X_test, Y_test, lr)
    improved = accuracy > best
    if improved:
        best, best_lr = accuracy, lr
""",
    ],
    "test set as validation data, history": [
        LOAD,
        """\
best = None
for lr in (0.01, 0.1):
    model = TwoLayerNN(784, 64, 10)
    history = model.train(X_train, Y_train, X_test, Y_test, lr, 5, 64)
    acc = history[-1]["valid_acc"]
    if best is None or acc > best[0]:
        best = (acc, lr)
""",
    ],
    "test set as validation data, own train, best epoch": [
        LOAD,
        NETWORK,
        """\
model = TwoLayerNN(784, 64, 10)
history = model.train(X_train, Y_train, X_test, Y_test, 0.1, 20, 64)
best_epoch = np.argmax([row["valid_acc"] for row in history])
""",
    ],
    "renamed to validation": [
        LOAD,
        "X_valid, Y_valid = X_test, Y_test",
        BEST_SO_FAR % ("valid", "valid"),
    ],
    "early stopping": [
        LOAD,
        """\
last = np.inf
for epoch in range(100):
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, 0.1)
    test_loss = model.compute_loss(Y_test, model.forward(X_test)[0])
    if test_loss > last:
        print("stop")
        break
    last = test_loss
""",
    ],
    "until it is good enough": [
        LOAD,
        """\
test_acc = 0
while test_acc < 0.98:
    model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 1, 64)
    test_acc = model.evaluate(Y_test, model.forward(X_test)[0])
""",
    ],
    "two models, no loop": [
        LOAD,
        """\
a, b = TwoLayerNN(784, 64, 10), TwoLayerNN(784, 128, 10)
a.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)
b.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)
acc_a = a.evaluate(Y_test, a.forward(X_test)[0])
acc_b = b.evaluate(Y_test, b.forward(X_test)[0])
winner = a if acc_a > acc_b else b
""",
    ],
    "models first, then the best of them": [
        LOAD,
        """\
models = {}
for h in (16, 32, 64):
    models[h] = TwoLayerNN(784, h, 10)
    models[h].train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)
""",
        """\
def score(h):
    return accuracy(Y_test, models[h].forward(X_test)[0])

best = max(models, key=lambda h: score(h))
""",
    ],
    "sealed set opened in the search": [
        SEALED,
        """\
best = 0
for lr in (0.1, 0.2):
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_val, Y_val, lr, 3, 64)
    A, B = data.open_test(model)
    score = loss_and_accuracy(model, A, B)[1]
    best = max(best, score)
""",
    ],
    "pandas": [
        LOAD,
        """\
rows = []
for lr in lrs:
    model = TwoLayerNN(784, 64, 10)
    history = model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    y, _ = model.forward(X_test)
    rows.append(dict(lr=lr, valid=history[-1]["valid_acc"], test=acc(Y_test, y)))
df = pd.DataFrame(rows)
df.sort_values("test", ascending=False).head()
""",
    ],
    "best epoch reported": [
        LOAD,
        """\
test_accs = []
for epoch in range(20):
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, 0.1)
    test_accs += [model.evaluate(Y_test, model.forward(X_test)[0])]
print("best test accuracy", max(test_accs))
""",
    ],
    "optimizer of a library": [
        LOAD,
        """\
def objective(trial):
    lr = trial.suggest_float("lr", 0.01, 1, log=True)
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 3, 64)
    return model.evaluate(Y_test, model.forward(X_test)[0])

study.optimize(objective, n_trials=20)
""",
    ],
    "keras names and early stopping": [
        "(x_train, t_train), (x_test, t_test) = mnist.load_data()",
        """\
stop = EarlyStopping(patience=3)
net.fit(x_train, t_train, validation_data=(x_test, t_test), callbacks=[stop])
""",
    ],
    "weights of the best epoch, short names": [
        "x_tr, y_tr, x_te, y_te = load_mnist_arrays()",
        """\
best_acc, best_params = 0.0, None
for epoch in range(30):
    for xb, yb in load_batch(x_tr, y_tr, 64):
        model.train_step(xb, yb, 64, 0.1)
    pred = np.argmax(model.forward(x_te)[0], axis=1)
    acc = (pred == y_te.argmax(axis=1)).mean()
    if acc >= best_acc:
        best_params = copy.deepcopy(model.params)
        best_acc = acc
""",
    ],
}

LOOKS = {
    "every epoch": (
        "evaluates_test_in_loop",
        [
            LOAD,
            """\
test_accs = []
for epoch in range(20):
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, 0.1)
    test_accs.append(model.evaluate(Y_test, model.forward(X_test)[0]))
    print(epoch, test_accs[-1])
plt.plot(test_accs)
plt.ylim(min(test_accs), 1)
""",
        ],
    ),
    "test set as validation data, once": (
        "evaluates_test_in_loop",
        [LOAD, "h = model.train(X_train, Y_train, X_test, Y_test, 0.1, 5, 64)"],
    ),
    "the same with an own class": (
        "evaluates_test_in_loop",
        [LOAD, NETWORK, "m.train(X_train, Y_train, X_test, Y_test, 0.1, 5, 64)"],
    ),
    "over settings, chosen by validation": (
        "evaluates_test_in_loop",
        [
            LOAD,
            """\
trials = []
for lr in lrs:
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 5, 64)
    valid_acc = model.evaluate(Y_valid, model.forward(X_valid)[0])
    test_acc = model.evaluate(Y_test, model.forward(X_test)[0])
    trials.append({"lr": lr, "valid_acc": valid_acc, "test_acc": test_acc})
best = max(trials, key=lambda trial: trial["valid_acc"])
print("test accuracy", best["test_acc"])
""",
        ],
    ),
    "three seeds, mean and range": (
        "evaluates_test_in_loop",
        [
            LOAD,
            """\
accs = []
for seed in range(3):
    np.random.seed(seed)
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)
    accs.append(model.evaluate(Y_test, model.forward(X_test)[0]))
print(f"{np.mean(accs)} from {min(accs)} to {max(accs)}")
""",
        ],
    ),
    "twice by hand": (
        "evaluates_test_again",
        [
            LOAD,
            "model = TwoLayerNN(784, 64, 10)",
            "model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)",
            REPORT,
            "model = TwoLayerNN(784, 128, 10)",
            "model.train(X_train, Y_train, X_valid, Y_valid, 0.2, 5, 64)",
            REPORT,
        ],
    ),
    "training on the test set": (
        "trains_on_test",
        [LOAD, "model.train(X_test, Y_test, X_valid, Y_valid, 0.1, 5, 64)", REPORT],
    ),
    "half of the test set as validation data": (
        "test_part_as_validation",
        [
            LOAD,
            "X_valid, Y_valid = X_test[:5000], Y_test[:5000]",
            "X_test, Y_test = X_test[5000:], Y_test[5000:]",
            BEST_SO_FAR % ("valid", "valid"),
            REPORT,
        ],
    ),
}

INNOCENT = {
    "shapes and pixels": [
        LOAD,
        "print(X_train.shape, X_test.shape, Y_test.shape, X_test.dtype)",
        "print(X_test.min(), X_test.max(), X_test.mean(), len(X_test))",
        "assert X_test.max() <= 1.0",
        "print(Y_test.sum(axis=0))",
        BEST_SO_FAR % ("valid", "valid"),
        REPORT,
    ],
    "digits plotted": [
        LOAD,
        """\
fig, axes = plt.subplots(2, 5)
for i, ax in enumerate(axes.flat):
    ax.imshow(X_test[i].reshape(28, 28), vmin=0, vmax=X_test.max())
    ax.set_title(np.argmax(Y_test[i]))
""",
    ],
    "search on validation data, one report": [
        LOAD,
        SPLIT,
        NETWORK,
        BEST_SO_FAR % ("valid", "valid"),
        "model = TwoLayerNN(784, best_h, 10)",
        "model.train(X_train, Y_train, X_valid, Y_valid, best_lr, 5, 64)",
        REPORT,
    ],
    "confusion matrix": [
        LOAD,
        "model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)",
        REPORT,
        """\
y_hat, _ = model.forward(X_test)
pred, true = y_hat.argmax(axis=1), np.argmax(Y_test, axis=1)
confusion = np.zeros((10, 10), dtype=int)
for t, p in zip(true, pred):
    confusion[t, p] += 1
plt.imshow(confusion / confusion.max())
class_acc = [np.mean(pred[true == k] == k) for k in range(10)]
print("hardest digit", np.argmin(class_acc), min(class_acc))
""",
        """\
hardest = 0
for k in range(10):
    acc = np.mean(pred[true == k] == k)
    if acc < 0.95:
        hardest = k
        print(k, acc)
""",
    ],
    "most confident mistakes": [
        LOAD,
        REPORT,
        """\
wrong = np.where(y.argmax(axis=1) != Y_test.argmax(axis=1))[0]
confidence = y[wrong].max(axis=1)
worst = wrong[np.argsort(-confidence)[:9]]
for i in worst:
    plt.imshow(X_test[i].reshape(28, 28))
loss = -np.log(y[Y_test == 1])
print(loss.argmax(), np.sort(loss)[-5:])
""",
    ],
    "in chunks": [
        LOAD,
        "model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 5, 64)",
        """\
right = 0
for start in range(0, len(X_test), 1000):
    X, Y = X_test[start : start + 1000], Y_test[start : start + 1000]
    y, _ = model.forward(X)
    right += np.sum(y.argmax(axis=1) == Y.argmax(axis=1))
test_acc = right / len(X_test)
print("test acc", test_acc)
if test_acc > 0.97:
    verdict = "good"
""",
    ],
    "in batches": [
        LOAD,
        """\
accs = []
for X, Y in load_batch(X_test, Y_test, 100, shuffle=False):
    accs.append(model.evaluate(Y, model.forward(X)[0]))
print(f"test accuracy: {np.mean(accs):.4f}")
""",
    ],
    "all parts in one loop": [
        LOAD,
        """\
parts = [("train", X_train, Y_train), ("valid", X_valid, Y_valid)]
for name, X, Y in parts + [("test", X_test, Y_test)]:
    y, _ = model.forward(X)
    print(name, model.compute_loss(Y, y), model.evaluate(Y, y))
""",
    ],
    "sealed set, opened once": [
        SEALED,
        NETWORK,
        """\
trials = []
for _ in range(6):
    lr = 10 ** np.random.uniform(-2, 0)
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_val, Y_val, lr, 2, 64)
    trials.append((model.evaluate(Y_val, model.forward(X_val)[0]), lr))
best = max(trials)
""",
        "final = dict(num_hiddens=64, batch_size=64, lr=0.2, n_epochs=3)",
        "X_test, Y_test = data.open_test(model)",
        REPORT,
    ],
    "a function for evaluation, named after the test set": [
        LOAD,
        """\
def test(model, X_test, Y_test):
    y, _ = model.forward(X_test)
    return np.mean(y.argmax(axis=1) == Y_test.argmax(axis=1))

best = 0
for lr in (0.1, 0.2):
    model = TwoLayerNN(784, 64, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, lr, 2, 64)
    acc = test(model, X_valid, Y_valid)
    if acc > best:
        best, best_model = acc, model
print("test accuracy", test(best_model, X_test, Y_test))
""",
    ],
    "cross-validation with names of scikit-learn": [
        LOAD,
        """\
for lr in (0.1, 0.2):
    scores = []
    for train_index, test_index in KFold(3).split(X_train):
        X_tr, X_te = X_train[train_index], X_train[test_index]
        Y_tr, Y_te = Y_train[train_index], Y_train[test_index]
        model = TwoLayerNN(784, 64, 10)
        model.train(X_tr, Y_tr, X_te, Y_te, lr, 2, 64)
        scores.append(model.evaluate(Y_te, model.forward(X_te)[0]))
    if np.mean(scores) > best:
        best = np.mean(scores)
""",
    ],
    "train_test_split makes validation data": [
        LOAD,
        "X_train, X_val, Y_train, Y_val = train_test_split(X_train, Y_train)",
        BEST_SO_FAR % ("val", "val"),
        REPORT,
    ],
    "best epoch by validation, test beside it at the end": [
        LOAD,
        """\
history = model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 20, 64)
best_epoch = np.argmax([row["valid_acc"] for row in history])
test_acc = model.evaluate(Y_test, model.forward(X_test)[0])
gap = max(abs(test_acc - history[-1]["valid_acc"]), 0)
print("closer" if test_acc > history[-1]["valid_acc"] else "farther")
""",
    ],
    "early stopping by validation loss": [
        LOAD,
        """\
best, wait = np.inf, 0
for epoch in range(100):
    for X, Y in load_batch(X_train, Y_train, 64):
        model.train_step(X, Y, 64, 0.1)
    loss = model.compute_loss(Y_valid, model.forward(X_valid)[0])
    if loss < best:
        best, wait, kept = loss, 0, copy.deepcopy(model.params)
    else:
        wait += 1
        if wait > 3:
            break
model.params = kept
""",
        REPORT,
    ],
    "last test number of a search that did not choose by it": [
        LOAD,
        """\
def accuracy_on(model, X, Y):
    return (model.forward(X)[0].argmax(1) == Y.argmax(1)).mean()

models = []
for h in (32, 64):
    model = TwoLayerNN(784, h, 10)
    model.train(X_train, Y_train, X_valid, Y_valid, 0.1, 2, 64)
    models.append(model)
valid_accs = [accuracy_on(model, X_valid, Y_valid) for model in models]
winner = models[int(np.argmax(valid_accs))]
""",
        "print(f'test accuracy: {accuracy_on(winner, X_test, Y_test):.4f}')",
    ],
    "one big main": [
        """\
def main():
    X_train, Y_train, X_test, Y_test = load_data()
    X_val, Y_val = X_train[50000:], Y_train[50000:]
    best = (-1, None)
    for lr in [0.1, 0.2]:
        model = TwoLayerNN(784, 64, 10)
        model.train(X_train, Y_train, X_val, Y_val, lr, 2, 64)
        acc = model.evaluate(Y_val, model.forward(X_val)[0])
        if acc > best[0]:
            best = (acc, model)
    y, _ = best[1].forward(X_test)
    print("test acc", best[1].evaluate(Y_test, y))


main()
"""
    ],
    "normalized with numbers of the training data": [
        LOAD,
        """\
mean, std = X_train.mean(axis=0), X_train.std(axis=0) + 1
X_train, X_test = (X_train - mean) / std, (X_test - mean) / std
X_all = np.concatenate([X_train, X_test])
print(X_all.max(), X_all.shape)
""",
        BEST_SO_FAR % ("valid", "valid"),
        REPORT,
    ],
    "error bar of the result": [
        LOAD,
        REPORT,
        """\
test_acc = model.evaluate(Y_test, y)
se = np.sqrt(test_acc * (1 - test_acc) / len(X_test))
low, high = max(0, test_acc - se), min(1, test_acc + se)
rng = np.random.default_rng(0)
boot = []
for _ in range(1000):
    rows = rng.integers(len(X_test), size=len(X_test))
    boot.append(np.mean(y[rows].argmax(axis=1) == Y_test[rows].argmax(axis=1)))
print(np.sort(boot)[[25, 975]], min(boot), max(boot))
""",
    ],
}
